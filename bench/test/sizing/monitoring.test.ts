import assert from 'node:assert/strict'
import test from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { architectures, baseline } from '@telemark/architecture'
import type { Reading } from '@telemark/deployment'
import { measureMonitoring, withMostParts } from '../../src/sizing/monitoring.ts'

/** A part that needs 10 ms of CPU a second for itself, and 30 ms for each time that it is read. */
function readable() {
  const startedAt = Date.now()
  let reads = 0
  return {
    async *readings(signal: AbortSignal): AsyncGenerator<Reading, void> {
      while (!signal.aborted) {
        const at = Date.now()
        const value = ((at - startedAt) / 1000) * 0.01 + reads * 0.03
        reads++
        yield { at, component: 'postgres', task: 1, metric: 'cpuSeconds', value }
        await delay(1000, undefined, { signal }).catch(() => undefined)
      }
    },
  }
}

test('what is used while nothing is read is told from what is used while it is', async () => {
  const { idle, sampled } = await measureMonitoring(readable(), new AbortController().signal)
  const [apart = 0, watched = 0] = [idle.postgres, sampled.postgres]
  assert.ok(watched > apart + 10, `${apart} and ${watched} ms a second`)
  assert.ok((sampled.bench ?? 0) >= 0)
})

test('they are measured where they cost most', () => {
  assert.equal(withMostParts(architectures)?.name, 'kafka')
  assert.equal(withMostParts([baseline])?.name, 'baseline')
})
