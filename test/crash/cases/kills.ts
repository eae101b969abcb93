import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Architecture, type ComponentKind, components } from '@telemark/architecture'
import type { Deployment } from '@telemark/deployment'
import { audit } from '../support/audit.ts'
import { fleetLoad, told } from '../support/fleet-load.ts'
import { kill, partsOf } from '../support/processes.ts'

/** Between two moments of interest: enough that every part is in the middle of its work. */
const events = 300

/** A part that can be killed: a server by its name, or the first task of a component. */
export type Victim = 'api' | 'consumer' | 'PostgreSQL' | 'Redis' | 'Kafka'

/** Without its load balancer an architecture is one that nobody can reach: that one is not killed. */
const victims: Readonly<Partial<Record<ComponentKind, Victim>>> = {
  api: 'api',
  consumer: 'consumer',
  redis: 'Redis',
  kafka: 'Kafka',
  postgres: 'PostgreSQL',
}

/** Every part of `architecture` that can die. */
export function victimsOf(architecture: Architecture): readonly Victim[] {
  return components(architecture).flatMap((kind) => victims[kind] ?? [])
}

/** The load goes on while `victim` is killed and comes back; then everything is counted. */
export function kills(deployment: () => Deployment, victim: Victim): void {
  test(`Killed in the middle of a load, ${victim} loses nothing and stores nothing twice`, async (t) => {
    const standing = deployment()
    await standing.reset({ cache: 'warm' })
    await using load = fleetLoad(standing)
    await load.acknowledges(events)
    const isTask = victim === 'api' || victim === 'consumer'
    const part = isTask ? partsOf(standing, `${victim}-`)[0] : victim
    assert.ok(part, `No ${victim} task runs`)
    kill(standing, part)
    if (!isTask) await standing.restart(part) // tasks are replaced by the platform
    await load.acknowledges(events)
    const sent = await load.stop()
    t.diagnostic(
      `${sent.length} events; answers ${told(load.answers)}; slowest 503: ${load.slowestRefusalMs().toFixed()} ms`,
    )
    assert.deepEqual(load.wrong, [])
    await audit(standing, sent)
  })
}
