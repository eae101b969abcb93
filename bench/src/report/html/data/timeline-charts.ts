import { type Column, type LoadSeries, loadSeries, roundedSeries } from '../../../analysis/load-series.ts'
import type { Observation } from '../../../analysis/observation.ts'
import { sayBreach } from '../../../load/say-breach.ts'
import { sloOf } from '../../../plan/slo-of.ts'
import type { LoadRecord, TrialWithReadings } from '../../../record/record.ts'
import { numbered, percent, rate } from '../../figures.ts'
import { sayComponent } from '../../words.ts'
import type { TimelineChart } from '../charts/timeline.ts'
import type { PageInput } from '../page-input.ts'

/** Every load of one kind that rises, over time. */
export function timelineCharts(input: PageInput, kind: 'ramp' | 'stress'): readonly TimelineChart[] {
  return input.observations
    .filter(({ load }) => load.kind === kind && load.windows.length > 0)
    .toSorted((a, b) => placeOf(a, input) - placeOf(b, input))
    .map((observation) => chartOf(observation, input))
}

/** In the order of the plan. */
function placeOf({ trial }: Observation, { findings }: PageInput): number {
  const { workloads, architectures } = findings.cohort.plan
  const workload = workloads.findIndex(({ name }) => name === trial.workload.name)
  return (
    workload * architectures.length + architectures.findIndex(({ name }) => name === trial.architecture.name)
  )
}

function chartOf({ trial, load }: Observation, { findings }: PageInput): TimelineChart {
  const series = withoutResets(roundedSeries(loadSeries(trial, load)), trial)
  const startedAt = load.windows[0]?.at ?? load.judgedFrom
  const broke = load.result.kind === 'fail'
  const name = `${trial.architecture.name}, ${trial.workload.name}`
  return {
    kind: 'timeline',
    id: `${load.kind}-${load.run}`,
    title: trial.block > 1 ? `${name}, block ${trial.block}` : name,
    sentence: sentenceOf(trial, load, series),
    architecture: trial.architecture.name,
    limitMs: sloOf(findings.cohort.plan, trial.workload).latency.limitMs,
    series,
    ...(broke && { brokeAtSeconds: Math.round((load.judgedTo - startedAt) / 1000) }),
    decisions: decisionsOf(trial, series),
    file: `${trial.id}.json`,
  }
}

/** Without writes only the reset before a load commits rows, and its counts may arrive late. */
function withoutResets(series: LoadSeries, { workload }: TrialWithReadings): LoadSeries {
  return workload.mix.write > 0 ? series : { ...series, rowsCommitted: [] }
}

/**
 * Decisions are counted in the seconds of AWS, which are compressed here: on this axis they stand where the number of wanted tasks changed.
 */
function decisionsOf(trial: TrialWithReadings, { tasks, seconds }: LoadSeries): TimelineChart['decisions'] {
  if (trial.decisions.length === 0) return []
  return tasks.flatMap((value, index) => {
    const before = tasks[index - 1]
    if (value === null || before === null || before === undefined || value === before) return []
    return [{ atSeconds: seconds[index] ?? 0, text: `${before} to ${value} tasks` }]
  })
}

function sentenceOf(
  { architecture, workload, decisions }: TrialWithReadings,
  load: LoadRecord,
  series: LoadSeries,
): string {
  const offered = series.offered.filter((value) => value !== null)
  const rise = `${architecture.name} under ${workload.name}: the offered rate rose from ${rate(offered[0])} to ${rate(offered.at(-1))}/s in ${series.seconds.at(-1) ?? 0} s${sayTasks(series)}`
  const scaling = load.kind === 'stress' ? ` ${sayScaling(decisions)}` : ''
  return `${rise}; ${sayEnd(load)}. ${sayBusiest(series)}${scaling}`.trim()
}

/** Where their number does not change. */
function sayTasks({ tasks }: LoadSeries): string {
  const numbers = [...new Set(tasks.filter((value) => value !== null))]
  return numbers.length === 1 ? `, with ${numbered(numbers[0] ?? 0, 'API task')}` : ''
}

function sayScaling(decisions: TrialWithReadings['decisions']): string {
  if (decisions.length === 0) return 'The autoscaler decided nothing.'
  const steps = decisions.map(
    ({ awsSeconds, from, to }) => `from ${from} to ${to} tasks at ${Math.round(awsSeconds)} s`,
  )
  return `The autoscaler went ${steps.join(', ')} (in the seconds of AWS).`
}

function sayEnd({ result }: LoadRecord): string {
  switch (result.kind) {
    case 'pass':
      return 'it held to the end'
    case 'fail':
      return `it broke: ${sayBreach(result.breach)}`
    case 'invalid':
      return 'the load is invalid'
  }
}

function sayBusiest({ cpuShare }: LoadSeries): string {
  const peaks = Object.entries(cpuShare)
    .filter(([component]) => component !== 'loadGenerator')
    .map(([component, column]) => ({ component, peak: peakOf(column) }))
    .toSorted((a, b) => b.peak - a.peak)
  const [busiest] = peaks
  if (busiest === undefined) return ''
  // A task that starts runs without its envelope, so that its share says nothing.
  const share = busiest.peak > 1.1 ? '' : `, at most ${percent(busiest.peak)} of its CPU`
  return `The busiest part was ${sayComponent(busiest.component as keyof typeof cpuShare)}${share}.`
}

function peakOf(column: Column | undefined): number {
  return Math.max(0, ...(column ?? []).map((value) => value ?? 0))
}
