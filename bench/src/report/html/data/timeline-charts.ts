import type { Timeline } from '../../../analysis/timeline.ts'
import { sayBreach } from '../../../load/say-breach.ts'
import { sloOf } from '../../../plan/slo-of.ts'
import type { LoadRecord, TrialWithReadings } from '../../../record/record.ts'
import { numbered, percent, rate } from '../../figures.ts'
import { sayComponent } from '../../words.ts'
import type { TimelineChart } from '../charts/timeline.ts'
import type { PageInput } from '../page-input.ts'
import { timelineSeries } from './timeline-series.ts'

type Series = TimelineChart['series']

/** Every load of one kind that rises, over time. */
export function timelineCharts(input: PageInput, kind: 'ramp' | 'stress'): readonly TimelineChart[] {
  return input.findings.timelines
    .filter((timeline) => timeline.kind === kind)
    .toSorted((a, b) => placeOf(a, input) - placeOf(b, input))
    .flatMap((timeline) => chartOf(timeline, input))
}

/** In the order of the plan. */
function placeOf({ architecture, workload }: Timeline, { findings }: PageInput): number {
  const { workloads, architectures } = findings.cohort.plan
  return (
    workloads.findIndex(({ name }) => name === workload) * architectures.length +
    architectures.findIndex(({ name }) => name === architecture)
  )
}

function chartOf(timeline: Timeline, { findings, observations }: PageInput): readonly TimelineChart[] {
  const observation = observations.find(({ load }) => load.run === timeline.run)
  if (observation === undefined) return []
  const { trial, load } = observation
  const series = timelineSeries(timeline)
  const name = `${timeline.architecture}, ${timeline.workload}`
  return [
    {
      kind: 'timeline',
      id: `${load.kind}-${load.run}`,
      title: trial.block > 1 ? `${name}, block ${trial.block}` : name,
      sentence: sentenceOf(trial, load, series),
      architecture: timeline.architecture,
      limitMs: sloOf(findings.cohort.plan, trial.workload).latency.limitMs,
      series,
      ...(load.result.kind === 'fail' && { brokeAtSeconds: Math.round(timeline.judged.to) }),
      decisions: decisionsOf(trial, series),
      file: `${trial.id}.json`,
    },
  ]
}

/**
 * Decisions are counted in the seconds of AWS, which are compressed here: on this axis they stand where the number of wanted tasks changed.
 */
function decisionsOf(trial: TrialWithReadings, { apiTasks, seconds }: Series): TimelineChart['decisions'] {
  if (trial.decisions.length === 0) return []
  return apiTasks.flatMap((value, index) => {
    const before = apiTasks[index - 1]
    if (value === null || before === null || before === undefined || value === before) return []
    return [{ atSeconds: seconds[index] ?? 0, text: `${before} to ${value} tasks` }]
  })
}

function sentenceOf(
  { architecture, workload, decisions }: TrialWithReadings,
  load: LoadRecord,
  series: Series,
): string {
  const offered = series.offeredRate.filter((value) => value !== null)
  const rise = `${architecture.name} under ${workload.name}: the offered rate rose from ${rate(offered[0])} to ${rate(offered.at(-1))}/s in ${series.seconds.at(-1) ?? 0} s${sayTasks(series)}`
  const scaling = load.kind === 'stress' ? ` ${sayScaling(decisions)}` : ''
  return `${rise}; ${sayEnd(load)}. ${sayBusiest(series)}${scaling}`.trim()
}

/** Where their number does not change. */
function sayTasks({ apiTasks }: Series): string {
  const numbers = [...new Set(apiTasks.filter((value) => value !== null))]
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

function sayBusiest({ cpuShare }: Series): string {
  const peaks = Object.entries(cpuShare)
    .filter(([component]) => hasEnvelope(component))
    .map(([component, column]) => ({ component, peak: peakOf(column) }))
    .toSorted((a, b) => b.peak - a.peak)
  const [busiest] = peaks
  if (busiest === undefined) return ''
  // A task that starts runs without its envelope, so that its share says nothing.
  const share = busiest.peak > 1.1 ? '' : `, at most ${percent(busiest.peak)} of its CPU`
  return `The busiest part was ${sayComponent(busiest.component as keyof typeof cpuShare)}${share}.`
}

/** The balancer and the generator have none: of them cores are known. */
function hasEnvelope(component: string): boolean {
  return component !== 'loadGenerator' && component !== 'loadBalancer'
}

function peakOf(column: Series['apiTasks'] | undefined): number {
  return Math.max(0, ...(column ?? []).map((value) => value ?? 0))
}
