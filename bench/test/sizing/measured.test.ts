import assert from 'node:assert/strict'
import test from 'node:test'
import type { Reading } from '@telemark/deployment'
import { defaultLoad } from '../../k6/load.ts'
import { generatorCpuMs, type Measured } from '../../src/sizing/measured.ts'
import { sample } from '../load/samples.ts'

/** 1,000 requests in ten seconds; this process used a twentieth of a core, k6 two seconds of CPU in all. */
const outcome: Measured['outcome'] = {
  settings: defaultLoad,
  samples: Array.from({ length: 1000 }, (_, n) => sample({ n, sentAt: n * 10, latencyMs: 0 })),
  startedAt: 0,
  endedAt: 10_000,
  dropped: 0,
  end: { exitCode: 0, cpuSeconds: 2, stderr: '' },
  benchCores: 0.05,
}

test('a request costs the generator the CPU of k6, and that of the process that reads its rows', () => {
  assert.equal(generatorCpuMs({ outcome, readings: [] }).toFixed(2), '2.50')
})

test("k6's share is taken from readings where there are some", () => {
  const readings = [1000, 9000].map(
    (at): Reading => ({ at, component: 'loadGenerator', task: 1, metric: 'cpuSeconds', value: at / 10_000 }),
  )
  assert.equal(generatorCpuMs({ outcome, readings }).toFixed(2), '1.50')
})
