import type { RequestTiming } from '@telemark/deployment'
import type { InvalidReason } from '../capacity/probe.ts'
import { percentile } from '../load/percentile.ts'
import { failed, type Sample } from '../load/sample.ts'
import type { Witness, WitnessedLatency } from '../record/record.ts'

/**
 * The witnessed requests of run `run` among `samples` that succeeded, by both clocks; undefined where none was witnessed. They are
 * the same requests, so that a difference is one of clocks and not of samples.
 */
export function witnessOf(
  samples: readonly Sample[],
  { timings, run }: { readonly timings: readonly RequestTiming[]; readonly run: number },
): Witness | undefined {
  const seen = new Map(timings.filter((timing) => timing.run === run).map(({ n, ms }) => [n, ms]))
  const both = samples.flatMap((sample) => {
    const balancer = seen.get(sample.n)
    return balancer === undefined || failed(sample) ? [] : [{ balancer, generator: sample.durationMs }]
  })
  if (both.length === 0) return undefined
  return {
    requests: both.length,
    balancer: latencyOf(both.map(({ balancer }) => balancer)),
    generator: latencyOf(both.map(({ generator }) => generator)),
  }
}

export type Disagreement = Extract<InvalidReason, { kind: 'witnessDisagrees' }>

/** With fewer requests than this, one pause of either is a percentile. */
const fewest = 50
/** Of what the generator measured. */
const share = 0.1
/** HAProxy counts whole milliseconds, and a generator that is late by so much is trusted, too (`limits.latenessP99Ms`). */
const floorMs = 5

/**
 * Where the two clocks differ by more than 10 %, or by more than 5 ms where that is more, after the difference that the null service
 * showed. The 99th percentile of so few is noise, and is not compared.
 */
export function disagreement(
  witness: Witness | undefined,
  usual: Witness | undefined,
): Disagreement | undefined {
  if (witness === undefined || witness.requests < fewest) return undefined
  const between = usual === undefined ? 0 : usual.generator.p50Ms - usual.balancer.p50Ms
  for (const [name, of] of [
    ['p50Ms', 50],
    ['p95Ms', 95],
  ] as const) {
    const generatorMs = witness.generator[name]
    const balancerMs = witness.balancer[name]
    const limitMs = Math.max(floorMs, share * generatorMs)
    if (Math.abs(generatorMs - balancerMs - between) > limitMs)
      return { kind: 'witnessDisagrees', percentile: of, generatorMs, balancerMs, limitMs }
  }
  return undefined
}

function latencyOf(values: readonly number[]): WitnessedLatency {
  const sorted = Float64Array.from(values).sort()
  return { p50Ms: percentile(sorted, 50), p95Ms: percentile(sorted, 95), p99Ms: percentile(sorted, 99) }
}
