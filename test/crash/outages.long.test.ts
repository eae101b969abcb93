import { describe } from 'node:test'
import { components } from '@telemark/architecture'
import { architecturesUnderTest } from '../support/architectures.ts'
import { type Outage, outage } from './cases/outages.ts'
import { overload } from './cases/overload.ts'
import { standing } from './support/standing.ts'

const servers = [
  { server: 'PostgreSQL', dependency: 'postgres' },
  { server: 'Redis', dependency: 'redis' },
  { server: 'Kafka', dependency: 'kafka' },
] as const satisfies readonly Omit<Outage, 'how'>[]

for (const architecture of architecturesUnderTest()) {
  describe(`Outages and overload of ${architecture.name}`, () => {
    const deployment = standing(architecture)
    overload(deployment, architecture)
    for (const one of servers) {
      if (!components(architecture).includes(one.dependency)) continue
      for (const how of ['silent', 'dead'] as const) outage(deployment, architecture, { ...one, how })
    }
  })
}
