import type { RateStage } from '../../k6/schedule.ts'
import type { Plan } from './plan.ts'
import { profiles } from './profiles.ts'

export interface RampBounds {
  readonly predicted: number
  readonly target: number
  /** The highest rate at which the generator is trusted. */
  readonly ceiling: number
}

const stepSeconds = 2
/** What the beginning of a load is not judged for: connections open, queues find their length. A ramp stays at its first rate. */
export const settleSeconds = 2
export const settleMs = settleSeconds * 1000
/** What is judged of a probe: longer where an endpoint needs it for its samples. */
export const probeSeconds = { least: 10, most: 20 } as const
/** What is judged of a confirmation. */
export const confirmationSeconds = 30
/** What is judged of a soak. */
export const soakSeconds = 120

/** From half of the predicted capacity upwards, through the target, to the generator's ceiling. */
export function rampStages(
  bounds: RampBounds,
  { shape, profile }: Pick<Plan, 'shape' | 'profile'>,
): readonly RateStage[] {
  const { slowSeconds, fastSeconds } = profiles[profile].pace
  const predicted = Math.min(bounds.predicted, bounds.ceiling)
  const from = Math.max(10, Math.round(predicted / 2))
  const expected = Math.max(from + 10, Math.round(Math.min(bounds.ceiling, predicted * 1.3)))
  const end = Math.max(
    expected,
    Math.round(Math.min(bounds.ceiling, Math.max(bounds.target * 1.2, predicted * 2.5))),
  )
  const ramp = [
    { seconds: 0, rate: from },
    { seconds: settleSeconds, rate: from },
    { seconds: slowSeconds, rate: expected },
    ...(end > expected ? [{ seconds: fastSeconds, rate: end }] : []),
  ]
  return shape === 'ramp' ? ramp : steps(ramp)
}

/** Where a ramp begins whose capacity nobody knows: of the most that may be sent. */
const gentleShare = 0.05

/** A rate that hurts nobody who is to hold `highest`. */
export function gentleRate(highest: number): number {
  return Math.max(1, Math.round(highest * gentleShare))
}

/** What is judged of a ramp that nothing breaks. */
const heldSeconds = 5

/** From a twentieth of `highest` up to it, evenly, because nobody knows where the capacity lies; then on at `highest`, so that it can be held. */
export function searchingRampStages(
  highest: number,
  { shape, profile }: Pick<Plan, 'shape' | 'profile'>,
): readonly RateStage[] {
  const { slowSeconds, fastSeconds } = profiles[profile].pace
  const from = gentleRate(highest)
  const ramp = [
    { seconds: 0, rate: from },
    { seconds: settleSeconds, rate: from },
    { seconds: slowSeconds + fastSeconds, rate: highest },
    { seconds: heldSeconds, rate: highest },
  ]
  return shape === 'ramp' ? ramp : steps(ramp)
}

/** The same ramp in steps of two seconds. */
function steps(ramp: readonly RateStage[]): readonly RateStage[] {
  return ramp.flatMap(({ seconds, rate }, index) => {
    const from = ramp[index - 1]?.rate ?? rate
    const count = seconds / stepSeconds
    return Array.from({ length: count }, (_, step) =>
      Math.round(from + ((rate - from) * (step + 1)) / count),
    ).flatMap((level) => [
      { seconds: 0, rate: level },
      { seconds: stepSeconds, rate: level },
    ])
  })
}

/** `rate` at once, for `seconds`. */
export function plateau(rate: number, seconds: number): readonly RateStage[] {
  return [
    { seconds: 0, rate },
    { seconds, rate },
  ]
}

/** `rate` for `seconds` in all: from half of it within the first `settleSeconds`, so that connections do not all open at once. */
export function settlingPlateau(rate: number, seconds: number): readonly RateStage[] {
  return [
    { seconds: 0, rate: Math.max(1, Math.round(rate / 2)) },
    { seconds: settleSeconds, rate },
    { seconds: seconds - settleSeconds, rate },
  ]
}

/** How long a load of `stages` lasts. */
export function secondsOf(stages: readonly RateStage[]): number {
  return stages.reduce((sum, { seconds }) => sum + seconds, 0)
}

/**
 * From what the fewest tasks carry easily up to `capacity`, what the most tasks hold, slowly enough for the autoscaler to
 * act; then on to the target, which is held for a moment.
 */
export function stressStages({
  capacity,
  target,
}: {
  capacity: number
  target: number
}): readonly RateStage[] {
  const slowly = Math.min(capacity, target)
  return [
    { seconds: 0, rate: Math.max(1, Math.round(slowly / 5)) },
    { seconds: 120, rate: Math.max(1, Math.round(slowly)) },
    { seconds: 20, rate: target },
    { seconds: 10, rate: target },
  ]
}

/** The same rates, each `factor` times as long. */
export function stretched(stages: readonly RateStage[], factor: number): readonly RateStage[] {
  return stages.map(({ seconds, rate }) => ({ seconds: seconds * factor, rate }))
}

/** The public original's test: 1 min to 50/s, 10 min (mixed: 20) to the target, 5 min held, 1 min down. */
export function originalStages(target: number, mixed: boolean): readonly RateStage[] {
  return [
    { seconds: 60, rate: Math.min(50, target) },
    { seconds: mixed ? 1200 : 600, rate: target },
    { seconds: 300, rate: target },
    { seconds: 60, rate: 0 },
  ]
}
