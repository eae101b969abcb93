import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Deployment } from '@telemark/deployment'
import { eventually } from '../../support/eventually.ts'
import { audit } from '../support/audit.ts'
import { type FleetLoad, fleetLoad } from '../support/fleet-load.ts'
import { kill, partsOf, pause } from '../support/processes.ts'
import { metricOf, tasksOf } from '../support/tasks.ts'
import { topicEnd } from '../support/topic-end.ts'

const events = 300
const stored = 'telemark_consumed_events_total'

/** For architectures that queue. */
export function consumers(deployment: () => Deployment): void {
  test('While PostgreSQL is away what is enqueued waits, and nothing becomes a dead letter', async () => {
    const standing = deployment()
    await standing.reset({ cache: 'warm' })
    await using load = fleetLoad(standing)
    await load.acknowledges(events)
    {
      using _silence = pause(standing, 'PostgreSQL')
      await load.acknowledges(events)
      assert.ok((await standing.backlog()) >= events)
    }
    await restart(standing, load)
    const sent = await load.stop()
    await audit(standing, sent)
    assert.equal(await topicEnd(standing, 'telemetry.dlq'), 0)
  })

  test('Two consumers share the partitions, and one takes over what the other leaves', async () => {
    const standing = deployment()
    await standing.reset({ cache: 'warm' })
    await standing.setTasks({ api: 2, consumers: 2 })
    await using load = fleetLoad(standing)
    await bothStore(standing)
    kill(standing, partsOf(standing, 'consumer-')[0] ?? '')
    await load.acknowledges(events)
    await eventually(async () => assert.equal(partsOf(standing, 'consumer-').length, 2))
    await bothStore(standing)
    await standing.setTasks({ api: 2, consumers: 1 })
    await load.acknowledges(events)
    await audit(standing, await load.stop())
  })
}

/** Killed while events wait for it. */
async function restart(deployment: Deployment, load: FleetLoad): Promise<void> {
  kill(deployment, 'PostgreSQL')
  await load.acknowledges(events)
  await deployment.restart('PostgreSQL')
}

/** Each of two consumers goes on storing. */
async function bothStore(deployment: Deployment): Promise<void> {
  const tasks = tasksOf(deployment, 'consumer')
  assert.equal(tasks.length, 2)
  const before = await Promise.all(tasks.map((task) => metricOf(task, stored)))
  await eventually(async () => {
    for (const [index, task] of tasks.entries())
      assert.ok((await metricOf(task, stored)) > (before[index] || 0), `${task.name} stores nothing`)
  })
}
