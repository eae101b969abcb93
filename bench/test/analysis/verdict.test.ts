import assert from 'node:assert/strict'
import { test } from 'node:test'
import { baseline, batched, kafka, redis, scale } from '@telemark/architecture'
import { analyse } from '../../src/analysis/analyse.ts'
import type { Rulings } from '../../src/analysis/findings.ts'
import { mixed, readHeavy, writeHeavy } from '../../src/plan/workloads.ts'
import type { LoadRecord } from '../../src/record/record.ts'
import { cohortOf, generatorBusy, pass, probe, ramp, tooSlow, trialOf } from './cohorts.ts'

const two = cohortOf({ architectures: ['baseline', 'kafka'], workloads: ['mixed'] })

test('The higher capacity wins, at least by what it held beyond what the other failed at, and what it gives up is said', () => {
  const ruling = rulingOf(bracket(280, 300), bracket(900, 950))
  assert.equal(ruling?.kind === 'winner' && ruling.best, 'kafka')
  assert.equal(ruling?.kind === 'winner' && ruling.ratio, 3)
  assert.deepEqual(ruling?.kind === 'winner' && ruling.givesUp.map((sentence) => sentence.slice(0, 22)), [
    'it answers when an eve',
    'it runs redis, kafka, ',
    'it may use 9 vCPU wher',
  ])
})

test('Within 5 % it is a tie', () => {
  const ruling = rulingOf(bracket(1000, 1010), bracket(1040, 1050))
  assert.deepEqual(ruling?.kind === 'tie' && ruling.between, ['kafka', 'baseline'])
})

test('Brackets that overlap are a tie, however far apart their lower ends are', () => {
  assert.equal(rulingOf(bracket(300, 420), bracket(400, 450))?.kind, 'tie')
})

test('Two lower bounds never give a winner', () => {
  assert.equal(rulingOf([probe(600, pass)], [probe(1200, pass)])?.kind, 'withheld')
})

test('A lower bound above a bracket wins', () => {
  const ruling = rulingOf(bracket(300, 320), [probe(900, pass)])
  assert.equal(ruling?.kind === 'winner' && ruling.best, 'kafka')
})

test('A lower bound below a bracket may lie above it: no winner', () => {
  assert.equal(rulingOf([probe(300, pass)], bracket(900, 950))?.kind, 'withheld')
})

test('Who holds nothing is beaten by whoever holds more than the rate it failed at', () => {
  const ruling = rulingOf([probe(50, tooSlow)], bracket(300, 320))
  assert.equal(ruling?.kind === 'winner' && ruling.best, 'kafka')
})

test('Where nothing passes the verdict is withheld', () => {
  assert.equal(rulingOf([probe(50, tooSlow)], [probe(50, tooSlow)])?.kind, 'withheld')
})

test('An invalid or a missing cell withholds the verdict, and is named', () => {
  const invalid = rulingOf(bracket(300, 320), [probe(900, generatorBusy)])
  assert.match(
    invalid?.kind === 'withheld' ? invalid.reason : '',
    /kafka under mixed has no valid measurement/,
  )
  const missing = rulingOf(bracket(300, 320), [])
  assert.match(missing?.kind === 'withheld' ? missing.reason : '', /kafka was not measured under mixed/)
})

test('Without envelopes every verdict is withheld, with the reason', () => {
  const { verdict } = analyse(
    { ...two, machine: { ...two.machine, envelopes: { kind: 'none', because: 'no cgroups' } } },
    [
      trialOf(baseline, mixed, { loads: bracket(300, 320) }),
      trialOf(kafka, mixed, { loads: bracket(900, 950) }),
    ],
  )
  assert.deepEqual(verdict.overall, { kind: 'withheld', reason: 'unconstrained: no cgroups' })
  assert.deepEqual(verdict.workloads[0]?.ruling, verdict.overall)
})

test('From ramps alone the verdict is provisional', () => {
  const trials = [
    trialOf(baseline, mixed, { loads: [ramp(300)] }),
    trialOf(kafka, mixed, { loads: [ramp(900)] }),
  ]
  assert.equal(analyse(two, trials).verdict.provisional, true)
})

test('Beside a winner that answers before the commit stands the best that commits', () => {
  const three = cohortOf({ architectures: ['baseline', 'scale', 'kafka'], workloads: ['mixed'] })
  const { verdict } = analyse(three, [
    trialOf(baseline, mixed, { loads: bracket(300, 320) }),
    trialOf(scale, mixed, { loads: bracket(600, 640) }),
    trialOf(kafka, mixed, { loads: bracket(900, 950) }),
  ])
  assert.equal(verdict.workloads[0]?.bestCommitted, 'scale')
})

test('Overall the geometric mean decides: twice as good here outweighs a third less there', () => {
  const cohort = cohortOf({ architectures: ['scale', 'redis'], workloads: ['read-heavy', 'write-heavy'] })
  const { overall } = analyse(cohort, [
    trialOf(scale, readHeavy, { loads: bracket(1000, 1020) }),
    trialOf(redis, readHeavy, { loads: bracket(2000, 2040) }),
    trialOf(scale, writeHeavy, { loads: bracket(600, 620) }),
    trialOf(redis, writeHeavy, { loads: bracket(400, 420) }),
  ]).verdict
  assert.equal(overall.kind === 'winner' && `${overall.best} ${overall.ratio.toFixed(3)}`, 'redis 1.125')
})

function bracket(highestPass: number, lowestFail: number): readonly LoadRecord[] {
  return [probe(highestPass, pass), probe(lowestFail, tooSlow)]
}

function rulingOf(ofBaseline: readonly LoadRecord[], ofKafka: readonly LoadRecord[]) {
  const trials = [trialOf(baseline, mixed, { loads: ofBaseline }), trialOf(kafka, mixed, { loads: ofKafka })]
  return analyse(two, trials).verdict.workloads[0]?.ruling
}

test('Architectures that do the same under a workload show the noise, and what differs less is tied', () => {
  const cohort = cohortOf({ architectures: ['scale', 'redis', 'kafka'], workloads: ['read-heavy', 'mixed'] })
  const { verdict } = analyse(cohort, [
    trialOf(scale, readHeavy, { loads: bracket(590, 600) }),
    trialOf(redis, readHeavy, { loads: bracket(500, 510) }),
    trialOf(kafka, readHeavy, { loads: bracket(390, 400) }),
    trialOf(scale, mixed, { loads: bracket(400, 410) }),
    trialOf(redis, mixed, { loads: bracket(410, 420) }),
    trialOf(kafka, mixed, { loads: bracket(600, 610) }),
  ])
  assert.deepEqual(verdict.noise, {
    share: 0.25,
    workload: 'read-heavy',
    twins: ['redis', 'kafka'],
    pairs: { pairs: 1, differ: 1 },
  })
  const [reads, both] = verdict.workloads.map(({ ruling }) => ruling)
  // 590 is not a quarter beyond 510, up to which the twins may hold.
  assert.deepEqual(reads?.kind === 'tie' && reads.between, ['scale', 'redis', 'kafka'])
  assert.equal(both?.kind === 'winner' && both.best, 'kafka')
})

test('The verdict is about what was asked for; what a rival would change is said below it', () => {
  const cohort = cohortOf({ architectures: ['batched', 'baseline', 'kafka'], workloads: ['mixed'] })
  const findings = analyse(cohort, [
    trialOf(baseline, mixed, { loads: bracket(300, 310) }),
    trialOf(kafka, mixed, { loads: bracket(600, 610) }),
    trialOf(batched, mixed, { loads: bracket(900, 910) }),
  ])
  const best = (rulings: Rulings | undefined) =>
    rulings?.workloads.map(({ ruling }) => ruling.kind === 'winner' && ruling.best)
  const { verdict } = findings
  assert.deepEqual(best(verdict), ['kafka'])
  assert.deepEqual(verdict.withRivals?.rivals, ['batched'])
  assert.deepEqual(best(verdict.withRivals), ['batched'])
  assert.deepEqual(
    findings.workloads[0]?.cells.map(({ architecture, rival }) => [architecture, rival]),
    [
      ['baseline', false],
      ['kafka', false],
      ['batched', true],
    ],
  )
})

test('A rival for which no time was left changes nothing', () => {
  const cohort = cohortOf({ architectures: ['baseline', 'kafka', 'batched'], workloads: ['mixed'] })
  const { verdict } = analyse(cohort, [
    trialOf(baseline, mixed, { loads: bracket(300, 310) }),
    trialOf(kafka, mixed, { loads: bracket(600, 610) }),
  ])
  assert.equal(verdict.workloads[0]?.ruling.kind, 'winner')
  assert.equal(verdict.withRivals, undefined)
})

test('Twins alone are tied, however far they differ', () => {
  const cohort = cohortOf({ architectures: ['redis', 'kafka'], workloads: ['read-heavy'] })
  const { verdict } = analyse(cohort, [
    trialOf(redis, readHeavy, { loads: bracket(500, 510) }),
    trialOf(kafka, readHeavy, { loads: bracket(390, 400) }),
  ])
  assert.deepEqual(verdict.workloads[0]?.ruling, {
    kind: 'tie',
    between: ['redis', 'kafka'],
    reason: 'they do the same under this workload',
  })
})

test('Twins that the generator could not break are tied too', () => {
  const cohort = cohortOf({ architectures: ['scale', 'redis', 'kafka'], workloads: ['read-heavy'] })
  const { verdict } = analyse(cohort, [
    trialOf(scale, readHeavy, { loads: bracket(390, 400) }),
    trialOf(redis, readHeavy, { loads: [probe(800, pass)] }),
    trialOf(kafka, readHeavy, { loads: [probe(900, pass)] }),
  ])
  const [reads] = verdict.workloads.map(({ ruling }) => ruling)
  assert.deepEqual(reads?.kind === 'tie' && reads.between, ['redis', 'kafka'])
})

test('Where a twin was not broken, what broke the other bounds both overall', () => {
  const cohort = cohortOf({ architectures: ['redis', 'kafka'], workloads: ['read-heavy', 'mixed'] })
  const { overall } = analyse(cohort, [
    trialOf(redis, readHeavy, { loads: [probe(1000, pass)] }),
    trialOf(kafka, readHeavy, { loads: bracket(950, 990) }),
    trialOf(redis, mixed, { loads: bracket(300, 310) }),
    trialOf(kafka, mixed, { loads: bracket(900, 910) }),
  ]).verdict
  const ratio = Math.sqrt((950 / 1000) * (900 / 310))
  assert.equal(
    overall.kind === 'winner' && `${overall.best} ${overall.ratio.toFixed(3)}`,
    `kafka ${ratio.toFixed(3)}`,
  )
})

test('A claim is kept only by more than the noise', () => {
  const cohort = cohortOf({ architectures: ['redis', 'kafka'], workloads: ['read-heavy', 'mixed'] })
  const { claims } = analyse(cohort, [
    trialOf(redis, readHeavy, { loads: bracket(500, 510) }),
    trialOf(kafka, readHeavy, { loads: bracket(390, 400) }),
    trialOf(redis, mixed, { loads: bracket(410, 420) }),
    trialOf(kafka, mixed, { loads: bracket(480, 490) }),
  ])
  const moreWrites = claims.find(({ intended }) => intended === 'more writes')
  assert.equal(moreWrites?.kept, 'no')
  assert.equal(moreWrites?.rule, 'kept if it holds more than 25 % beyond the rate at which the other failed')
})

test('Twins that agree within 5 % leave 5 % as the least difference', () => {
  const cohort = cohortOf({ architectures: ['redis', 'kafka'], workloads: ['read-heavy'] })
  const { verdict } = analyse(cohort, [
    trialOf(redis, readHeavy, { loads: bracket(500, 510) }),
    trialOf(kafka, readHeavy, { loads: bracket(510, 520) }),
  ])
  assert.deepEqual(verdict.noise, { share: 0.05, pairs: { pairs: 1, differ: 0 } })
})
