import assert from 'node:assert/strict'
import test from 'node:test'
import { defaultSlo } from '../../src/plan/slo.ts'
import type { EndpointSummary } from '../../src/record/record.ts'
import { heldBefore, judge, judgeRamp, type PlateauFacts } from '../../src/trial/judge.ts'

const latency = { p50Ms: 10, p95Ms: 50, p99Ms: 100, p999Ms: 200, maxMs: 250 }
const write: EndpointSummary = {
  endpoint: 'write',
  attempts: 1000,
  failures: 0,
  timeouts: 0,
  statuses: { 201: 1000 },
  latency,
}

const good: PlateauFacts = {
  slo: defaultSlo,
  endpoints: [write],
  futile: false,
  dropped: 0,
  generatorCpuShare: 0.4,
  latenessP99Ms: 1,
  completion: 1,
  freshness: [],
  lagGrowthSeconds: 0,
}

/** e.g. `fail: latency` */
function verdict(changes: Partial<PlateauFacts>): string {
  const result = judge({ ...good, ...changes })
  if (result.kind === 'fail') return `fail: ${result.breach.kind}`
  return result.kind === 'invalid' ? `invalid: ${result.reason.kind}` : 'pass'
}

test('a plateau within all limits passes', () => {
  assert.equal(verdict({}), 'pass')
  assert.equal(verdict({ completion: undefined }), 'pass')
})

test('each limit of the SLO fails a plateau on its own', () => {
  assert.equal(verdict({ endpoints: [{ ...write, latency: { ...latency, p99Ms: 300 } }] }), 'fail: latency')
  assert.equal(verdict({ endpoints: [{ ...write, failures: 10 }] }), 'fail: failures')
  assert.equal(verdict({ endpoints: [{ ...write, failures: 9 }] }), 'pass')
  assert.equal(verdict({ completion: 0.98 }), 'fail: completion')
  assert.equal(verdict({ lagGrowthSeconds: 0.3 }), 'fail: lag')
})

const within = (asked: number, fresh: number) => ({ freshness: [{ delayMs: 1000, asked, fresh }] })

test('a plateau with enough canaries fails where too few were there in time; with fewer it is left to the cell', () => {
  assert.equal(verdict(within(299, 296)), 'fail: freshness')
  assert.equal(verdict(within(299, 297)), 'pass')
  assert.equal(verdict(within(298, 0)), 'pass')
  assert.equal(verdict({ freshness: [{ delayMs: 100, asked: 400, fresh: 0 }] }), 'pass')
})

const disagreement = {
  kind: 'witnessDisagrees',
  percentile: 95,
  generatorMs: 200,
  balancerMs: 150,
  limitMs: 20,
} as const

test('what the load balancer does not confirm spoils a fail, and leaves a pass: the service was faster still', () => {
  assert.equal(verdict({ disagreement }), 'pass')
  assert.equal(verdict({ disagreement, completion: 0.5 }), 'invalid: witnessDisagrees')
  assert.equal(verdict({ disagreement, dropped: 3 }), 'invalid: witnessDisagrees')
  assert.equal(judgeRamp({ ...good, disagreement }, { kind: 'silence' }).kind, 'invalid')
  assert.equal(judgeRamp({ ...good, disagreement }, undefined).kind, 'pass')
  assert.equal(heldBefore({ ...good, disagreement }), true)
})

test('a generator that has its answers before the load balancer gave them proves nothing', () => {
  const impossible = { disagreement: { ...disagreement, generatorMs: 100 } }
  assert.equal(verdict(impossible), 'invalid: witnessDisagrees')
  assert.equal(judgeRamp({ ...good, ...impossible }, undefined).kind, 'invalid')
  assert.equal(heldBefore({ ...good, ...impossible }), false)
})

test('one slow endpoint fails a plateau, however fast the others are', () => {
  const slow: EndpointSummary = { ...write, endpoint: 'latest', latency: { ...latency, p99Ms: 301 } }
  assert.equal(verdict({ endpoints: [write, slow] }), 'fail: latency')
})

test('a generator without room makes a plateau invalid, pass or fail', () => {
  assert.equal(verdict({ generatorCpuShare: 0.81 }), 'invalid: generatorCpu')
  assert.equal(verdict({ latenessP99Ms: 30.1 }), 'invalid: lateness')
  assert.equal(verdict({ latenessP99Ms: 30.1, completion: 0.5 }), 'invalid: lateness')
})

test('lateness makes a plateau invalid where it could have decided', () => {
  const at = (p99Ms: number) => ({ endpoints: [{ ...write, latency: { ...latency, p99Ms } }] })
  assert.equal(verdict({ ...at(299), latenessP99Ms: 5 }), 'pass')
  assert.equal(verdict({ ...at(289), latenessP99Ms: 10 }), 'pass')
  assert.equal(verdict({ ...at(291), latenessP99Ms: 10 }), 'invalid: lateness')
  assert.equal(verdict({ ...at(309), latenessP99Ms: 10 }), 'invalid: lateness')
  assert.equal(verdict({ ...at(311), latenessP99Ms: 10 }), 'fail: latency')
})

test("dropped iterations are the system's fault only while the generator has CPU to spare", () => {
  assert.equal(verdict({ dropped: 3, generatorCpuShare: 0.59 }), 'fail: saturated')
  assert.equal(verdict({ dropped: 3, generatorCpuShare: 0.61 }), 'invalid: generatorCpu')
})

test('no samples, or too few, are never a pass', () => {
  assert.equal(verdict({ endpoints: [{ ...write, attempts: 298 }] }), 'invalid: tooFewSamples')
  assert.equal(
    verdict({ endpoints: [{ endpoint: 'write', attempts: 0, failures: 0, timeouts: 0, statuses: {} }] }),
    'invalid: tooFewSamples',
  )
})

test('a plateau that was stopped because it cannot pass fails on few samples', () => {
  const slow: EndpointSummary = { ...write, attempts: 50, latency: { ...latency, p99Ms: 900 } }
  assert.equal(verdict({ futile: true, endpoints: [slow] }), 'fail: latency')
})

const shortage = { kind: 'serverCpu', observed: 0.99, limit: 0.95 } as const

test('a shortage of cores spoils a fail and leaves a pass', () => {
  assert.equal(verdict({ shortage }), 'pass')
  assert.equal(verdict({ shortage, completion: 0.5 }), 'invalid: serverCpu')
  assert.equal(verdict({ shortage, dropped: 3 }), 'invalid: serverCpu')
})

test('a shortage of cores spoils a ramp that failed and leaves one that held', () => {
  const spoiled = { kind: 'invalid', reason: shortage }
  assert.deepEqual(judgeRamp({ ...good, shortage }, { kind: 'silence' }), spoiled)
  assert.deepEqual(judgeRamp({ ...good, shortage, dropped: 5 }, undefined), spoiled)
  assert.equal(judgeRamp({ ...good, shortage }, undefined).kind, 'pass')
})

test('without readings of the lag a plateau says nothing, unless its answers say that it cannot pass', () => {
  assert.equal(verdict({ lagGrowthSeconds: undefined }), 'invalid: noReadings')
  assert.equal(verdict({ lagGrowthSeconds: undefined, futile: true, completion: 0.5 }), 'fail: completion')
})

test('a load during which a part died is invalid and names the part', () => {
  const loss = { at: 1, part: 'postgres', reason: 'killed by SIGKILL\nthe end of its log' }
  const expected = {
    kind: 'invalid',
    reason: { kind: 'partLost', part: 'postgres', reason: 'killed by SIGKILL' },
  }
  assert.deepEqual(judge({ ...good, loss, completion: 0.5 }), expected)
  assert.deepEqual(judgeRamp({ ...good, loss, failure: 'exit code 107' }, undefined), expected)
})

test('a ramp fails by its breach, and says nothing of a breach that the generator may have caused', () => {
  const breach = { kind: 'silence' } as const
  assert.deepEqual(judgeRamp(good, breach), { kind: 'fail', breach })
  assert.equal(judgeRamp({ ...good, generatorCpuShare: 0.9 }, breach).kind, 'invalid')
  assert.equal(judgeRamp({ ...good, generatorCpuShare: 0.9 }, undefined).kind, 'pass')
  assert.equal(judgeRamp({ ...good, dropped: 5 }, undefined).kind, 'fail')
  assert.equal(judgeRamp({ ...good, failure: 'exit code 107' }, undefined).kind, 'invalid')
})

test('a ramp that ended within its schedule passes only if its judged seconds hold the SLO and were sent in time', () => {
  const slow: EndpointSummary = { ...write, latency: { ...latency, p99Ms: 398 } }
  assert.equal(judgeRamp({ ...good, endpoints: [slow] }, undefined).kind, 'fail')
  assert.equal(judgeRamp({ ...good, completion: 0.98 }, undefined).kind, 'fail')
  assert.deepEqual(judgeRamp({ ...good, latenessP99Ms: 630 }, undefined), {
    kind: 'invalid',
    reason: { kind: 'lateness', p99Ms: 630, limitMs: 5 },
  })
})

test('what a ramp held before its breach is judged as well: by the SLO, and by its lateness', () => {
  assert.equal(heldBefore(good), true)
  assert.equal(heldBefore({ ...good, completion: 0.98 }), false)
  assert.equal(heldBefore({ ...good, ...within(400, 380) }), false)
  assert.equal(heldBefore({ ...good, endpoints: [{ ...write, failures: 430 }] }), false)
  assert.equal(heldBefore({ ...good, latenessP99Ms: 233 }), false)
  assert.equal(heldBefore({ ...good, failure: 'exit code 107' }), false)
})

test('a k6 that failed is invalid and says why', () => {
  assert.deepEqual(judge({ ...good, failure: 'no such file' }), {
    kind: 'invalid',
    reason: { kind: 'loadFailed', message: 'no such file' },
  })
})
