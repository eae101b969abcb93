import type { Observation } from '../../../analysis/observation.ts'
import { boundsOf } from '../../../capacity/capacity.ts'
import { sayEndpoint } from '../../../load/say-breach.ts'
import { sloOf } from '../../../plan/slo-of.ts'
import { calledEndpoints, type Endpoint, type Workload } from '../../../plan/workload.ts'
import { type EndpointSummary, rises } from '../../../record/record.ts'
import { rate } from '../../figures.ts'
import type { LatencyChart, LatencyPoint, LatencySeries } from '../charts/latency.ts'
import { observationsOfCell, type PageInput } from '../page-input.ts'

type Percentile = 95 | 99

/** Latency against rate: a chart for each endpoint of each workload. */
export function latencyCharts(input: PageInput): readonly LatencyChart[] {
  const { plan } = input.findings.cohort
  return plan.workloads
    .flatMap((workload) => calledEndpoints(workload).map((endpoint) => chartOf(input, workload, endpoint)))
    .filter(({ series }) => series.length > 0)
}

function chartOf(input: PageInput, workload: Workload, endpoint: Endpoint): LatencyChart {
  const { plan } = input.findings.cohort
  const { percentile, limitMs } = sloOf(plan, workload).latency
  const cells = input.findings.workloads.find((findings) => findings.workload === workload.name)?.cells ?? []
  const series = cells
    .map((cell) => seriesOf(cell.architecture, observationsOfCell(input, cell), { endpoint, percentile }))
    .filter(({ plateaus, seconds }) => plateaus.length + seconds.length > 0)
  const held = cells
    .map(({ architecture, capacity }) => ({ architecture, held: boundsOf(capacity).held }))
    .flatMap(({ architecture, held }) => (held === undefined ? [] : [{ architecture, held }]))
    .toSorted((a, b) => b.held - a.held)
  const name = `${sayEndpoint(endpoint)} p${percentile}`
  return {
    kind: 'latency',
    id: `latency-${workload.name}-${endpoint}`,
    title: `${workload.name}: ${name} against the rate`,
    sentence: sentenceOf(name, limitMs, held),
    percentile: `p${percentile}`,
    limitMs,
    series,
  }
}

function sentenceOf(
  name: string,
  limitMs: number,
  [best, ...others]: readonly { readonly architecture: string; readonly held: number }[],
): string {
  if (best === undefined) return `No architecture kept ${name} below ${limitMs} ms at a rate that counts.`
  const rest = others.map(({ architecture, held }) => `${architecture} up to ${rate(held)}/s`)
  const first = `${best.architecture} keeps ${name} below ${limitMs} ms up to ${rate(best.held)}/s`
  return `${[first, ...rest].join('; ')}.`
}

interface Which {
  readonly endpoint: Endpoint
  readonly percentile: Percentile
}

function seriesOf(architecture: string, observations: readonly Observation[], which: Which): LatencySeries {
  const pinned = observations.filter(({ load }) => load.kind !== 'stress')
  return {
    architecture,
    plateaus: pinned
      .filter(({ load }) => !rises(load.kind))
      .flatMap(({ trial, load }) =>
        pointsOf(load.rate, load.endpoints, which).map((point) => ({
          ...point,
          result: load.result.kind,
          run: load.run,
          file: `${trial.id}.json`,
        })),
      )
      .toSorted((a, b) => a.rate - b.rate),
    seconds: pinned
      .filter(({ load }) => load.kind === 'ramp')
      .flatMap(({ trial, load }) =>
        load.windows.flatMap(({ at, offeredRate, endpoints }) =>
          pointsOf(offeredRate, endpoints, which).map((point) => ({
            ...point,
            result: resultAt(at, load.judgedTo, load.result.kind),
            run: load.run,
            file: `${trial.id}.json`,
          })),
        ),
      ),
  }
}

/** The seconds of a ramp before its breach passed. */
function resultAt(at: number, judgedTo: number, kind: LatencyPoint['result']): LatencyPoint['result'] {
  return kind === 'fail' && at < judgedTo ? 'pass' : kind
}

function pointsOf(
  rate: number,
  endpoints: readonly EndpointSummary[],
  { endpoint, percentile }: Which,
): readonly { readonly rate: number; readonly ms: number }[] {
  const latency = endpoints.find((summary) => summary.endpoint === endpoint)?.latency
  if (latency === undefined) return []
  const value = percentile === 95 ? latency.p95Ms : latency.p99Ms
  return [{ rate: Math.round(rate), ms: Number(value.toFixed(2)) }]
}
