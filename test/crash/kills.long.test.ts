import { describe } from 'node:test'
import { type Architecture, type ComponentKind, components } from '@telemark/architecture'
import { architecturesUnderTest } from '../contract/support/architectures.ts'
import { kills, type Victim } from './cases/kills.ts'
import { standing } from './support/standing.ts'

for (const architecture of architecturesUnderTest()) {
  describe(`Nothing is lost and nothing is stored twice in ${architecture.name}`, () => {
    const deployment = standing(architecture)
    for (const victim of victimsOf(architecture)) kills(deployment, victim)
  })
}

/** Every part that can die; without its load balancer an architecture is one that nobody can reach. */
const victimOf: Readonly<Partial<Record<ComponentKind, Victim>>> = {
  api: 'api',
  consumer: 'consumer',
  redis: 'Redis',
  kafka: 'Kafka',
  postgres: 'PostgreSQL',
}

function victimsOf(architecture: Architecture): readonly Victim[] {
  return components(architecture).flatMap((kind) => victimOf[kind] ?? [])
}
