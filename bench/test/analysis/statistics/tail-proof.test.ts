import assert from 'node:assert/strict'
import { test } from 'node:test'
import { tailProof } from '../../../src/analysis/statistics/tail-proof.ts'
import { defaultSlo } from '../../../src/plan/slo.ts'
import { answers } from '../cohorts.ts'

const reads = { ...answers('latest', 2000, 200), slow: 12 }

test('A tail is proven where the bound on slow answers is below the share that the SLO allows', () => {
  assert.equal(tailProof([reads], defaultSlo)?.proven, true)
  assert.equal(tailProof([{ ...reads, slow: 13 }], defaultSlo)?.proven, false)
})

test('The endpoint with the most doubtful tail speaks for all; failed requests are no answers', () => {
  const writes = { ...answers('write', 300, 200), failures: 2, slow: 0 }
  const proof = tailProof([reads, writes], defaultSlo)
  assert.deepEqual([proof?.endpoint, proof?.answers, proof?.proven], ['write', 298, false])
})

test('Where slow answers were not counted nothing is said', () => {
  assert.equal(tailProof([reads, answers('write', 300, 200)], defaultSlo), undefined)
})
