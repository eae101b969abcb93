import type { Bounds } from '../../capacity/capacity.ts'
import { type SizeAnswer, type SizeModel, type SizePrices, sizeFor } from '../cost/size-for.ts'
import { capacityWithin } from './capacity-within.ts'
import type { Fleet } from './fleet.ts'
import type { MeasuredCell } from './measured.ts'
import { mixedCapacity } from './mixed-capacity.ts'

/** What was measured and is given, whatever is asked. */
export interface Measured {
  readonly cells: readonly MeasuredCell[]
  /** In the order of the plan. */
  readonly architectures: readonly MeasuredArchitecture[]
  /** The latency limit of the run: beyond it no load went on. */
  readonly limitMs: number
  /** Capacities closer than this share do not differ. */
  readonly noiseShare: number
  /** What sizes and prices an architecture; no model where it is not known. */
  readonly sizes: { readonly prices: SizePrices; readonly models: readonly SizeModel[] }
}

export interface MeasuredArchitecture {
  readonly name: string
  /** As it was measured, in words; absent where nothing was sized, because it stands elsewhere. */
  readonly size?: string
  /** Below the line: nobody asked for it. */
  readonly rival: boolean
  /** The workloads under which it lost, changed or showed too late what it acknowledged. */
  readonly disqualified: readonly string[]
}

export interface Question {
  readonly limitMs: number
  /** Of the requests, 0 to 1. */
  readonly writeShare: number
  readonly fleet?: Fleet
  /** US dollars a month. */
  readonly budgetUsd?: number
}

/** What one architecture has to say to a question. */
export interface Answer {
  readonly architecture: MeasuredArchitecture
  readonly bounds: Bounds
  /** The measured mixes between which the capacity was computed; absent where it was measured at this mix. */
  readonly between?: readonly [string, string]
  /** Whether it holds what the fleet needs; absent without a fleet. */
  readonly holds?: 'yes' | 'no' | 'unknown'
  /** What it needs for the fleet; absent without one, or where nothing sizes the architecture. */
  readonly size?: SizeAnswer
  /** Whether `size` keeps the budget; absent without either. */
  readonly affordable?: boolean
}

export interface Exploration {
  readonly answers: readonly Answer[]
  /** Of those that were asked for, hold what is needed and can be paid: the best, more than one where they cannot be told apart. */
  readonly best: readonly Answer[]
  /** Of those that hold the fleet and can be paid, the one that costs the least; absent without a fleet or prices. */
  readonly cheapest?: Answer
  readonly need?: Need
}

/** What a fleet asks for. */
export interface Need {
  readonly writesPerSecond: number
  /** With its reads; absent where the mix has no writes. */
  readonly requestsPerSecond?: number
  /** Kept at any time. */
  readonly storedEvents?: number
}

const daySeconds = 86_400

/** Which architecture answers `question` best, by what was measured. */
export function explore(measured: Measured, question: Question): Exploration {
  const need = question.fleet && needOf(question.fleet, question)
  const answers = measured.architectures.map((architecture) =>
    answerOf(architecture, measured, question, need),
  )
  const fit = answers.filter(({ architecture, holds, affordable }) => {
    const holdsIt = holds === undefined || holds === 'yes'
    return !architecture.rival && architecture.disqualified.length === 0 && holdsIt && affordable !== false
  })
  const cheapest = cheapestOf(fit)
  return {
    answers,
    best: bestOf(fit, measured.noiseShare),
    ...(cheapest && { cheapest }),
    ...(need && { need }),
  }
}

function needOf(fleet: Fleet, { writeShare }: Question): Need {
  const writesPerSecond = fleet.devices / fleet.intervalSeconds
  return {
    writesPerSecond,
    ...(writeShare > 0 && { requestsPerSecond: writesPerSecond / writeShare }),
    ...(fleet.retentionDays !== undefined && {
      storedEvents: writesPerSecond * fleet.retentionDays * daySeconds,
    }),
  }
}

function answerOf(
  architecture: MeasuredArchitecture,
  { cells, limitMs, sizes }: Measured,
  question: Question,
  need: Need | undefined,
): Answer {
  const points = cells
    .filter((cell) => cell.architecture === architecture.name)
    .map((cell) => ({ ...cell, bounds: capacityWithin(cell, question.limitMs, limitMs) }))
  const { bounds, between } = mixedCapacity(points, question.writeShare) ?? { bounds: {} }
  const size = sizeOf(architecture, sizes, question)
  const { budgetUsd } = question
  return {
    architecture,
    bounds,
    ...(between && { between }),
    ...(need && { holds: holdsNeed(bounds, need) }),
    ...(size && { size }),
    ...(size && budgetUsd !== undefined && { affordable: size.monthlyUsd <= budgetUsd }),
  }
}

function holdsNeed({ held, failed }: Bounds, { requestsPerSecond }: Need): 'yes' | 'no' | 'unknown' {
  if (requestsPerSecond === undefined) return 'unknown'
  if (held !== undefined && requestsPerSecond <= held) return 'yes'
  return failed !== undefined && requestsPerSecond >= failed ? 'no' : 'unknown'
}

function sizeOf(
  { name }: MeasuredArchitecture,
  sizes: Measured['sizes'],
  { fleet, writeShare, limitMs }: Question,
): SizeAnswer | undefined {
  const model = sizes?.models.find(({ architecture }) => architecture === name)
  if (model === undefined || fleet === undefined || writeShare === 0) return undefined
  const { devices, intervalSeconds, retentionDays = 0 } = fleet
  return sizeFor(
    { ...model, prices: sizes.prices },
    { devices, intervalSeconds, retentionDays, writeShare, latencyLimitMs: limitMs },
  )
}

function cheapestOf(answers: readonly Answer[]): Answer | undefined {
  const priced = answers.filter(({ size, holds }) => size !== undefined && holds === 'yes')
  return priced.toSorted((a, b) => (a.size?.monthlyUsd ?? 0) - (b.size?.monthlyUsd ?? 0))[0]
}

/** The highest rate held wins, unless what another may hold, the rate at which it failed, comes as near as the noise. */
function bestOf(answers: readonly Answer[], noiseShare: number): readonly Answer[] {
  const fit = answers
    .filter(({ bounds }) => bounds.held !== undefined)
    .toSorted((a, b) => (b.bounds.held ?? 0) - (a.bounds.held ?? 0))
  const highest = fit[0]?.bounds.held ?? 0
  return fit.filter(
    ({ bounds: { failed = Number.POSITIVE_INFINITY } }) => failed * (1 + noiseShare) >= highest,
  )
}
