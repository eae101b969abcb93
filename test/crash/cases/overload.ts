import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Architecture } from '@telemark/architecture'
import type { Deployment } from '@telemark/deployment'
import { eventually } from '../../support/eventually.ts'
import { burstOfWrites, summary } from '../support/burst.ts'
import { metricOf, tasksOf } from '../support/tasks.ts'

/** More than the queues of two tasks hold: 500 callers for a connection each. */
const requests = 1500

/** Where requests wait: each for itself, or for a batch. */
function waiting({ ingest }: Architecture): readonly string[] {
  const callers = 'telemark_pool_waiting_requests'
  return ingest.kind === 'direct' ? [callers] : [callers, 'telemark_pending_events']
}

/** More at once than the service can take. */
export function overload(deployment: () => Deployment, architecture: Architecture): void {
  test('More at once than it can take is taken or refused with 503 and Retry-After, and nothing is left waiting', async (t) => {
    const standing = deployment()
    const answers = await burstOfWrites(standing, requests)
    t.diagnostic(summary(answers))
    const isTaken = (status: number) => [201, 202].includes(status)
    assert.deepEqual(
      answers.filter(({ status, retryAfter }) => !isTaken(status) && (status !== 503 || retryAfter === null)),
      [],
    )
    for (const task of tasksOf(standing, 'api'))
      for (const metric of waiting(architecture))
        await eventually(async () =>
          assert.equal(await metricOf(task, metric), 0, `${metric} of ${task.name}`),
        )
  })
}
