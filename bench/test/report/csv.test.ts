import assert from 'node:assert/strict'
import test from 'node:test'
import { baseline } from '@telemark/architecture'
import { mixed } from '../../src/plan/workloads.ts'
import { csv } from '../../src/report/csv.ts'
import { pass, probe, tooSlow, trialOf } from '../analysis/cohorts.ts'

test('probes.csv has a header and a row a load and endpoint, absent values empty', () => {
  const text = csv([trialOf(baseline, mixed, { loads: [probe(400, pass), probe(420, tooSlow)] })])
  const [header = '', ...rows] = text.split('\r\n')
  assert.match(
    header,
    /^run,trial,architecture,workload,block,kind,rate,held_rate,result,breach,endpoint,attempts/,
  )
  assert.equal(rows.length, 5)
  assert.match(
    rows[0] ?? '',
    /^1,1-baseline-mixed,baseline,mixed,1,probe,400,,pass,,write,2000,0,0,,201:2000,/,
  )
  assert.match(rows[2] ?? '', /,fail,POST p99 412 ms > 300 ms,write,/)
})

test('commas, quotes and line breaks are quoted as RFC 4180 says', () => {
  const reason = { kind: 'loadFailed', message: 'k6 said "no", twice\nand ended' } as const
  const text = csv([trialOf(baseline, mixed, { loads: [probe(400, { kind: 'invalid', reason })] })])
  assert.match(text, /,"[^"]*k6 said ""no"", twice\nand ended",write,/)
})
