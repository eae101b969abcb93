import assert from 'node:assert/strict'
import { test } from 'node:test'
import { baseline } from '@telemark/architecture'
import { analyse } from '../../../src/analysis/analyse.ts'
import { mixed } from '../../../src/plan/workloads.ts'
import { observationsOfCell, pageInput } from '../../../src/report/html/page-input.ts'
import { armOf } from '../../analysis/arms.ts'
import { cohortOf, pass, probe, tooSlow, trialOf } from '../../analysis/cohorts.ts'

test('what is on trial is drawn in no chart of the cell', () => {
  const cohort = cohortOf({ architectures: ['baseline'], workloads: ['mixed'] })
  const trials = [
    trialOf(baseline, mixed, { loads: [probe(340, pass), probe(362, tooSlow)] }),
    armOf(baseline, mixed, {
      variant: { name: 'large-fleet', experiment: 'largeFleet' },
      loads: [probe(200, tooSlow)],
    }),
  ]
  const input = pageInput(analyse(cohort, trials), trials)
  const drawn = observationsOfCell(input, { architecture: 'baseline', workload: 'mixed' })
  assert.deepEqual(
    drawn.map(({ load }) => load.rate),
    [340, 362],
  )
})
