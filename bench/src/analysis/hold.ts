import { componentKinds } from '@telemark/architecture'
import type { Reading } from '@telemark/deployment'
import { type ReadingsView, viewReadings } from '../readings/readings-view.ts'
import type { IntervalSummary, LoadRecord } from '../record/record.ts'
import type { Drift, HoldFindings } from './findings.ts'
import { known } from './known.ts'
import type { Observation } from './observation.ts'

/** What each soak held, and what of it drifted from its first third to its last. */
export function holdFindings(observations: readonly Observation[]): readonly HoldFindings[] {
  return observations.filter(({ load }) => load.kind === 'soak').map(holdOf)
}

function holdOf({ trial, load }: Observation): HoldFindings {
  const [first, last] = [load.thirds?.at(0), load.thirds?.at(-1)]
  const whole = viewReadings(trial.readings, { from: load.judgedFrom, to: load.judgedTo })
  const levels = (component: Reading['component'], metric: Reading['metric']) =>
    first &&
    last &&
    drift([first, last].map((third) => viewReadings(trial.readings, third).level(component, metric)))
  return {
    architecture: trial.architecture.name,
    workload: trial.workload.name,
    run: load.run,
    rate: load.rate,
    seconds: Math.round((load.judgedTo - load.judgedFrom) / 1000),
    result: load.result,
    p99Ms: load.endpoints.flatMap(({ endpoint }) => {
      const p99 = first && last && drift([first, last].map((third) => p99Of(third, endpoint)))
      return p99 === undefined ? [] : [{ endpoint, ...p99 }]
    }),
    memoryBytes: Object.fromEntries(
      componentKinds.flatMap((component) => {
        const memory = levels(component, 'memoryBytes')
        return memory === undefined ? [] : [[component, memory]]
      }),
    ),
    ...known({ tableBytes: levels('postgres', 'tableBytes'), checkpoints: checkpointsIn(whole) }),
  }
}

function p99Of(
  { endpoints }: IntervalSummary,
  endpoint: LoadRecord['endpoints'][number]['endpoint'],
): number | undefined {
  return endpoints.find((summary) => summary.endpoint === endpoint)?.latency?.p99Ms
}

function drift([first, last]: readonly (number | undefined)[]): Drift | undefined {
  return first === undefined || last === undefined ? undefined : { first, last }
}

/** A counter read every second: how many came between the first and the last reading. */
function checkpointsIn(view: ReadingsView): number | undefined {
  const steps = view.steps('postgres', 'checkpoints')
  return steps.length === 0 ? undefined : steps.filter((step) => step > 0).length
}
