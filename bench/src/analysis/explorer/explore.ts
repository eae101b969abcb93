import type { Bounds } from '../../capacity/capacity.ts'
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
  /** Rows and indexes in PostgreSQL, bytes an event; absent where it is not known. */
  readonly bytesPerEvent?: number
}

export interface MeasuredArchitecture {
  readonly name: string
  /** As it was measured, in words. */
  readonly size: string
  /** Below the line: nobody asked for it. */
  readonly rival: boolean
  /** US dollars of that size without storage; absent where no prices are known. */
  readonly monthlyUsd?: number
  /** US dollars of a GiB stored for a month. */
  readonly storageUsdPerGiB?: number
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
  /** US dollars a month with the storage. */
  readonly monthlyUsd?: number
  readonly affordable?: boolean
}

export interface Exploration {
  readonly answers: readonly Answer[]
  /** Of those that were asked for, hold what is needed and can be paid: the best, more than one where they cannot be told apart. */
  readonly best: readonly Answer[]
  readonly need?: Need
}

/** What a fleet asks for. */
export interface Need {
  readonly writesPerSecond: number
  /** With its reads; absent where the mix has no writes. */
  readonly requestsPerSecond?: number
  /** Kept at any time. */
  readonly storedEvents?: number
  readonly storageGiB?: number
}

const daySeconds = 86_400

/** Which architecture answers `question` best, by what was measured. */
export function explore(measured: Measured, question: Question): Exploration {
  const need = question.fleet && needOf(question.fleet, question, measured.bytesPerEvent)
  const answers = measured.architectures.map((architecture) =>
    answerOf(architecture, measured, question, need),
  )
  return {
    answers,
    best: bestOf(
      answers.filter(({ architecture }) => !architecture.rival),
      measured.noiseShare,
    ),
    ...(need && { need }),
  }
}

function needOf(fleet: Fleet, { writeShare }: Question, bytesPerEvent: number | undefined): Need {
  const writesPerSecond = fleet.devices / fleet.intervalSeconds
  const storedEvents =
    fleet.retentionDays === undefined ? undefined : writesPerSecond * fleet.retentionDays * daySeconds
  return {
    writesPerSecond,
    ...(writeShare > 0 && { requestsPerSecond: writesPerSecond / writeShare }),
    ...(storedEvents !== undefined && { storedEvents }),
    ...(storedEvents !== undefined &&
      bytesPerEvent !== undefined && { storageGiB: (storedEvents * bytesPerEvent) / 2 ** 30 }),
  }
}

function answerOf(
  architecture: MeasuredArchitecture,
  { cells, limitMs }: Measured,
  question: Question,
  need: Need | undefined,
): Answer {
  const points = cells
    .filter((cell) => cell.architecture === architecture.name)
    .map((cell) => ({ ...cell, bounds: capacityWithin(cell, question.limitMs, limitMs) }))
  const { bounds, between } = mixedCapacity(points, question.writeShare) ?? { bounds: {} }
  const monthlyUsd = costOf(architecture, need)
  return {
    architecture,
    bounds,
    ...(between && { between }),
    ...(need && { holds: holdsNeed(bounds, need) }),
    ...(monthlyUsd !== undefined && { monthlyUsd }),
    ...(monthlyUsd !== undefined &&
      question.budgetUsd !== undefined && { affordable: monthlyUsd <= question.budgetUsd }),
  }
}

function holdsNeed({ held, failed }: Bounds, { requestsPerSecond }: Need): 'yes' | 'no' | 'unknown' {
  if (requestsPerSecond === undefined) return 'unknown'
  if (held !== undefined && requestsPerSecond <= held) return 'yes'
  return failed !== undefined && requestsPerSecond >= failed ? 'no' : 'unknown'
}

function costOf(
  { monthlyUsd, storageUsdPerGiB = 0 }: MeasuredArchitecture,
  need: Need | undefined,
): number | undefined {
  return monthlyUsd === undefined ? undefined : monthlyUsd + (need?.storageGiB ?? 0) * storageUsdPerGiB
}

/** The highest rate held wins, unless what another may hold, the rate at which it failed, comes as near as the noise. */
function bestOf(answers: readonly Answer[], noiseShare: number): readonly Answer[] {
  const fit = answers
    .filter(
      ({ bounds, holds, affordable }) => bounds.held !== undefined && holds !== 'no' && affordable !== false,
    )
    .filter(({ holds }) => holds === undefined || holds === 'yes')
    .toSorted((a, b) => (b.bounds.held ?? 0) - (a.bounds.held ?? 0))
  const highest = fit[0]?.bounds.held ?? 0
  return fit.filter(
    ({ bounds: { failed = Number.POSITIVE_INFINITY } }) => failed * (1 + noiseShare) >= highest,
  )
}
