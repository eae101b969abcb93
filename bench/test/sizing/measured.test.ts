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
  canaries: [],
  startedAt: 0,
  endedAt: 10_000,
  dropped: 0,
  end: { exitCode: 0, cpuSeconds: 2, stderr: '' },
  benchCores: 0.05,
}

test('a request costs the generator the CPU of k6, and that of the process that reads its rows', () => {
  assert.equal(generatorCpuMs({ outcome, readings: [], timings: [] }).toFixed(2), '2.50')
})

test("k6's share is that of the last three seconds: the first request of each virtual user costs it more", () => {
  const cpuSeconds = { 0: 0, 1000: 3, 7000: 4, 10000: 4.3 }
  const readings = Object.entries(cpuSeconds).map(
    ([at, value]): Reading => ({
      at: Number(at),
      component: 'loadGenerator',
      task: 1,
      metric: 'cpuSeconds',
      value,
    }),
  )
  assert.equal(generatorCpuMs({ outcome, readings, timings: [] }).toFixed(2), '1.50')
})
