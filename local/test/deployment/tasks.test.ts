import assert from 'node:assert/strict'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { calibration, scale } from '@telemark/architecture'
import type { Deployment } from '@telemark/deployment'
import { eventually } from '../../../test/support/eventually.ts'
import { processesIn } from '../../src/process/processes-in.ts'
import { readLatest, writeEvent } from '../support/device.ts'
import { runFolder, standing, start } from '../support/start.ts'

function tasksOf({ parts }: Deployment): readonly string[] {
  return parts.map(({ name }) => name).filter((name) => name.startsWith('api-'))
}

/** Reads without a pause until stopped, then tells how many reads failed. */
function keepReading(deployment: Deployment): { stop(): Promise<{ answers: number; failures: string[] }> } {
  const failures: string[] = []
  let answers = 0
  let stopped = false
  const reader = async () => {
    while (!stopped) {
      await Promise.all([readLatest(deployment), writeEvent(deployment)]).then(
        () => {
          answers += 2
        },
        (error) => failures.push(String(error)),
      )
    }
  }
  const readers = Array.from({ length: 4 }, reader)
  return {
    stop: async () => {
      stopped = true
      await Promise.all(readers)
      return { answers, failures }
    },
  }
}

describe('The tasks of one deployment', () => {
  const deployed = standing(calibration)

  test('scaling from one task to three and back under load fails no request', async () => {
    const deployment = deployed()
    const load = keepReading(deployment)
    for (const api of [3, 1, 3, 1]) {
      await deployment.setTasks({ api })
      assert.equal(tasksOf(deployment).length, api)
    }
    const { answers, failures } = await load.stop()
    assert.deepEqual(failures, [])
    assert.ok(answers > 0)
  })

  test('an architecture starts with its smallest number of tasks, and fixed ones stay fixed when autoscaled', async () => {
    const deployment = deployed()
    const first = tasksOf(deployment)
    assert.equal(first.length, 1)
    await deployment.setTasks({ api: 2 })
    await deployment.setTasks({ api: 'autoscaled' })
    assert.deepEqual(tasksOf(deployment), first)
  })

  test('a number of tasks that is none is refused', async () => {
    const deployment = deployed()
    await assert.rejects(deployment.setTasks({ api: 0 }), /Cannot run 0 API tasks/)
    await assert.rejects(deployment.setTasks({ api: 1.5 }), RangeError)
    await assert.rejects(deployment.setTasks({ api: 1, consumers: -1 }), /Cannot run -1 consumer tasks/)
  })
})

test('a task that is killed is replaced, and the decision says so', async (t) => {
  const deployment = await start(t, scale)
  assert.deepEqual(tasksOf(deployment), ['api-1', 'api-2'])
  const [task] = processesIn(join(runFolder(deployment), 'api-1'))
  assert.ok(task)
  process.kill(task, 'SIGKILL')
  await eventually(() => assert.deepEqual(tasksOf(deployment), ['api-2', 'api-3']))
  const [loss] = deployment.losses
  assert.equal(loss?.part, 'api-1')
  assert.match(loss.reason, /^it ended by itself \(SIGKILL\)\. The end of .*api-1\/log:/)
  const [decision] = deployment.decisions
  assert.equal(decision?.reason, 'api-1 ended by itself (SIGKILL) and is replaced')
  assert.deepEqual([decision?.component, decision?.from, decision?.to], ['api', 1, 2])
  await writeEvent(deployment)
})
