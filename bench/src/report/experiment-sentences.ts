import type { DoubledFindings, ExperimentFindings, SqueezeFindings } from '../analysis/experiment-findings.ts'
import type { Findings } from '../analysis/findings.ts'
import { isOf } from '../analysis/squeeze.ts'
import { numbered, percent } from './figures.ts'
import { sayComponent } from './words.ts'

/** What was put on trial beside the capacities, as far as it belongs on the first screen. */
export function experimentSentences({ experiments }: Findings): readonly string[] {
  if (experiments === undefined) return []
  return [
    ...controlSentence(experiments),
    ...experiments.squeezes.flatMap(squeezeSentence),
    ...experiments.doubled.flatMap(doubledSentence),
  ]
}

/** e.g. `Defects planted 3, found 3; false alarms 0 of 3 arms without one.` */
function controlSentence({ controls }: ExperimentFindings): readonly string[] {
  if (controls === undefined) return []
  const { outcome, arms } = controls
  if (outcome === undefined)
    return [
      `Planted defects: ${numbered(arms.length, 'arm')} measured; which have one is sealed until the end.`,
    ]
  const { planted, found, falseAlarms, clean, sealHolds } = outcome
  const seal = sealHolds ? '' : ' The seal is broken: this proves nothing.'
  return [
    `Defects planted ${planted}, found ${found}; false alarms ${falseAlarms} of ${numbered(clean, 'arm')} without one.${seal}`,
  ]
}

function squeezeSentence(squeeze: SqueezeFindings): readonly string[] {
  const { architecture, workload, bottleneck, elasticities, bottleneckStanding } = squeeze
  const tested = elasticities.find((elasticity) => isOf(elasticity, bottleneck))
  if (bottleneck === undefined || tested === undefined || bottleneckStanding === 'notTested') return []
  const standing = bottleneckStanding === 'confirmed' ? 'confirmed' : 'not confirmed'
  const than = bottleneckStanding === 'confirmed' ? 'more' : 'less'
  const moved = tested.ratio === undefined ? 'moved' : `moved by ${percent(tested.ratio.value - 1)}`
  return [
    `${workload}: ${architecture}: the bottleneck ${sayComponent(bottleneck.component)} ${bottleneck.resource} is ${standing}: with ${percent(tested.left)} of it the capacity ${moved}, ${than} than the interval.`,
  ]
}

function doubledSentence({ workload, pair, order, reason }: DoubledFindings): readonly string[] {
  const [best, second] = pair
  switch (order) {
    case 'machineDependent':
      return [`${workload}: machine-dependent: with twice as much CPU a vCPU ${second} is ahead of ${best}.`]
    case 'same':
      return [`${workload}: with twice as much CPU a vCPU ${best} is ahead of ${second} as well.`]
    case 'undecided':
      return []
    case 'notMeasured':
      return [
        `${workload}: ${best} and ${second} were not measured with twice as much CPU a vCPU: ${reason}.`,
      ]
  }
}
