import assert from 'node:assert/strict'
import test from 'node:test'
import type { Reading } from '@telemark/deployment'
import { settled } from '../../src/trial/warm-up.ts'

/** CPU seconds of the API, read once a second, growing by `steps`. */
function readings(steps: readonly number[]): Reading[] {
  let value = 0
  return [0, ...steps].map((step, second) => {
    value += step
    return { at: second * 1000, component: 'api', task: 1, metric: 'cpuSeconds', value }
  })
}

test('CPU a request that stays the same has settled', () => {
  assert.deepEqual(settled(readings([0.3, 0.3, 0.3, 0.3, 0.3, 0.29]), { from: 0, to: 6000 }), [])
})

test('CPU a request that still falls is warned about, with the figure', () => {
  const [warning] = settled(readings([0.6, 0.6, 0.4, 0.4, 0.3, 0.3]), { from: 0, to: 6000 })
  assert.equal(warning?.kind, 'cpuPerRequestNotSettled')
  assert.match(warning?.message ?? '', /-50 %/)
})

test('without readings nothing is claimed', () => {
  assert.deepEqual(settled([], { from: 0, to: 6000 }), [])
})
