import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Deployment } from '@telemark/deployment'
import { eventually } from '../../support/eventually.ts'
import { audit } from '../support/audit.ts'
import { fleetLoad, told } from '../support/fleet-load.ts'
import { partsOf, signalPart } from '../support/processes.ts'

const events = 300

/** Tasks that leave in good order. */
export function departures(deployment: () => Deployment): void {
  test('Tasks that come and go under a load fail no request', async (t) => {
    const standing = deployment()
    await standing.reset({ cache: 'warm' })
    await using load = fleetLoad(standing)
    for (const api of [1, 3, 1, 2]) {
      await standing.setTasks({ api })
      await load.acknowledges(events)
    }
    const sent = await load.stop()
    t.diagnostic(`answers ${told(load.answers)}`)
    assert.deepEqual(refused(load.answers), [])
    await audit(standing, sent)
  })

  test('A task that is told to leave finishes what is in flight, and fails no request', async (t) => {
    const standing = deployment()
    await standing.reset({ cache: 'warm' })
    await using load = fleetLoad(standing)
    await load.acknowledges(events)
    const [leaving] = partsOf(standing, 'api-')
    assert.ok(leaving)
    signalPart(standing, leaving, 'SIGTERM')
    await eventually(async () => {
      const tasks = partsOf(standing, 'api-')
      assert.ok(tasks.length === 2 && !tasks.includes(leaving), `${tasks} run`)
    })
    await load.acknowledges(events)
    const sent = await load.stop()
    t.diagnostic(`answers ${told(load.answers)}`)
    assert.deepEqual(refused(load.answers), [])
    const loss = standing.losses.findLast(({ part }) => part === leaving)
    assert.match(loss?.reason ?? '', /^it ended by itself \(exit code 0\)/, 'It left in time')
    await audit(standing, sent)
  })
}

/** Statuses of requests that failed: the load sends nothing that a service may refuse. */
function refused(answers: ReadonlyMap<number, number>): readonly number[] {
  return [...answers.keys()].filter((status) => ![200, 201, 202].includes(status))
}
