import assert from 'node:assert/strict'
import { test } from 'node:test'
import { diagnose } from '../../src/install/diagnose.ts'
import { testRun } from '../support/run.ts'

test('the envelopes are those that a run gets; where there are none, it says why and what to do', async (t) => {
  const { kind } = (await testRun(t)).enforcement
  const envelopes = (await diagnose()).find(({ name }) => name === 'envelopes')
  assert.equal(envelopes?.found, kind !== 'none')
  if (envelopes?.found) assert.equal(envelopes.detail, kind)
  else assert.match(envelopes?.detail ?? '', /^none, because .*; verdicts are withheld$/)
  assert.equal(envelopes?.remedy === undefined, kind !== 'none')
})

test('taskset and setpriv are looked for, and util-linux brings them', async (t) => {
  const { PATH } = process.env
  t.after(() => {
    process.env.PATH = PATH
  })
  process.env.PATH = '/nowhere'
  const diagnoses = await diagnose()
  for (const program of ['taskset', 'setpriv']) {
    const diagnosis = diagnoses.find(({ name }) => name === program)
    assert.equal(diagnosis?.found, false)
    assert.equal(diagnosis.remedy, 'sudo apt-get install util-linux')
  }
})
