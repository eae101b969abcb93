import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Conditions, differences } from '../../src/record/differences.ts'
import type { CohortRecord } from '../../src/record/record.ts'
import { cohortRecord } from './records.ts'

const machine = { ...cohortRecord.machine, facts: { kernel: '6.1', Node: 'v24.21.0' } }
const cohort: CohortRecord = {
  ...cohortRecord,
  machine,
  commit: 'abc',
  hashes: { service: 'a'.repeat(64), k6: 'b'.repeat(64) },
  sealed: { stoppingRules: {}, tuning: {}, schedule: [], code: 'c'.repeat(64) },
}
const same: Conditions = { machine, commit: 'abc', hashes: cohort.hashes, code: 'c'.repeat(64) }

test('where nothing differs nothing is named', () => {
  assert.deepEqual(differences(cohort, same), [])
})

/** What differs, and how it is named. */
const cases: readonly (readonly [string, Partial<Conditions>, RegExp])[] = [
  [
    'the service',
    { hashes: { ...cohort.hashes, service: 'd'.repeat(64) } },
    /^code of service \(aaaaaaa then, ddddddd now\)$/,
  ],
  ['the k6 script', { hashes: { ...cohort.hashes, k6: 'd'.repeat(64) } }, /^code of k6/],
  ['the bench', { code: 'd'.repeat(64) }, /^code of bench/],
  ['the commit', { commit: 'def' }, /^commit \(abc then, def now\)$/],
  [
    'the kernel',
    { machine: { ...machine, facts: { ...machine.facts, kernel: '6.2' } } },
    /^machine: kernel \(6\.1 then, 6\.2 now\)$/,
  ],
  ['a version', { machine: { ...machine, facts: { ...machine.facts, Node: 'v26' } } }, /^machine: Node/],
  ['the cores', { machine: { ...machine, cores: 4 } }, /^machine: cores \(2 then, 4 now\)$/],
]

for (const [what, change, named] of cases)
  test(`${what} that differs is named, with both values`, () => {
    const found = differences(cohort, { ...same, ...change })
    assert.equal(found.length, 1)
    assert.match(found[0] ?? '', named)
  })
