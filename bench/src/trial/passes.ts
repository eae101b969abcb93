import { firstStages } from '../plan/durations.ts'
import type { Plan } from '../plan/plan.ts'
import { type ProfileName, profiles } from '../plan/profiles.ts'
import type { Sizing, Stage, TrialRecord } from '../record/record.ts'
import { allCells, everyCell, everyRival, remaining, type Visit } from './agenda.ts'
import { amountOf, ofTheBest } from './amount.ts'
import {
  confirmations,
  contendersOf,
  everyConfirmation,
  everyStress,
  laterBlock,
  type Racing,
  racing,
  stresses,
} from './contenders.ts'
import { experimentNames, experiments } from './experiments.ts'

/** Visits that belong together; they are done before those of the next pass. */
export interface Pass {
  /** In words, e.g. `confirmations`. */
  readonly name: string
  readonly visits: readonly Visit[]
  /**
   * `promised`: said to be missing where the time was too short. `spare`: begun only while all that is promised still fits.
   * `rest`: with whatever time is left.
   */
  readonly kind: 'promised' | 'spare' | 'rest'
}

/** Where a cohort is: what decides about the passes that come. */
export interface Progress {
  readonly sizing: Pick<Sizing, 'generatorCeiling'>
  readonly trials: readonly TrialRecord[]
  /** Names of trials that are recorded, or were tried: they are not done again. */
  readonly isDone: (trial: string) => boolean
  readonly secondsLeft: number
  /** What stands now: to go on with it costs no start. */
  readonly standing?: Continuing
}

/** What tells one deployment from another. */
export type Continuing = Pick<Visit, 'architecture' | 'block' | 'tasks' | 'variant'>

/** From five blocks on an interval covers about as often as it says: all blocks of an `exhaustive` schedule, and what is decided waits until then. */
const fewBlocks = 5
/** More blocks than anybody has the time for. */
const mostBlocks = 100

/** The first pass: every cell has been looked at once when it is over. */
export function firstPass(plan: Plan): Pass {
  if (plan.hold !== undefined) return hold(plan)
  switch (profiles[plan.profile].schedule) {
    case 'ramps':
    case 'narrowing':
      return promised('ramps', everyCell(plan, ['ramp'], 1))
    case 'exhaustive':
      return block(plan, 1)
    case 'originalTest':
      return promised('the original test', autoscaled(allInTurn(plan, ['stress'])))
  }
}

/**
 * All passes of `plan`, in the order in which they matter, in the light of what is known: what decides the verdict comes before
 * what does not. Pure, and the same for a cohort that is gone on with: whoever asks leaves out what is recorded.
 */
export function* passesOf(plan: Plan, progress: Progress): Generator<Pass, void> {
  yield firstPass(plan)
  if (plan.hold !== undefined) return
  switch (profiles[plan.profile].schedule) {
    case 'ramps':
      yield promised('rivals', everyRival(plan, ['ramp']))
      return
    case 'narrowing':
      return yield* narrowing(plan, progress)
    case 'exhaustive':
      return yield* exhaustive(plan, progress)
    case 'originalTest':
      return
  }
}

function* narrowing(plan: Plan, progress: Progress): Generator<Pass, void> {
  const { sizing, trials } = progress
  const race = racing(plan, trials)
  const plateaus = everyCell(plan, ['probes'], 1)
  const first = isShort(plan, plateaus, progress) ? contended(plan, plateaus, trials) : plateaus
  yield promised('plateaus', first)
  yield promised('confirmations', confirmations(plan, sizing, trials))
  yield promised('plateaus of the others', plateaus)
  yield {
    name: 'block 2 of what is undecided',
    kind: 'spare',
    visits: laterBlock(plan, race, { block: 2, which: 'undecided' }),
  }
  yield promised('rivals', everyRival(plan, ['ramp', 'probes']))
  yield promised('stress', stresses(plan, trials))
  yield* blocks(plan, race, { from: 2, to: fewBlocks, which: 'undecided' })
  yield* blocks(plan, race, { from: 2, to: fewBlocks, which: 'all' })
  yield* blocks(plan, race, { from: fewBlocks + 1, to: mostBlocks, which: 'all' })
}

interface Blocks {
  readonly from: number
  readonly to: number
  readonly which: 'undecided' | 'all'
}

/** One pass a block, for the time that is left. */
function* blocks(plan: Plan, race: Racing, { from, to, which }: Blocks): Generator<Pass, void> {
  for (let number = from; number <= to; number++)
    yield {
      name: `block ${number}`,
      kind: 'rest',
      visits: laterBlock(plan, race, { block: number, which }),
    }
}

/** Whether there is no time for the plateaus of all and the confirmations: then those come first that decide the verdict. */
function isShort(plan: Plan, plateaus: readonly Visit[], { isDone, secondsLeft }: Progress): boolean {
  const left = plateaus.flatMap((visit) => remaining(visit, isDone) ?? [])
  return amountOf(plan, left).seconds + ofTheBest(plan, 'confirmation', plan.workloads).seconds > secondsLeft
}

/** Of `visits` what holds the most so far, two cells of each workload. */
function contended(plan: Plan, visits: readonly Visit[], trials: readonly TrialRecord[]): readonly Visit[] {
  const cells = new Set(
    plan.workloads
      .flatMap((workload) => contendersOf(plan, trials, workload))
      .map(({ architecture, workload }) => `${architecture.name} ${workload.name}`),
  )
  return visits.flatMap((visit) => {
    const own = visit.trials.filter(({ workload }) =>
      cells.has(`${visit.architecture.name} ${workload.name}`),
    )
    return own.length === 0 ? [] : [{ ...visit, trials: own }]
  })
}

function* exhaustive(plan: Plan, progress: Progress): Generator<Pass, void> {
  const { sizing, trials } = progress
  for (let number = 2; number <= fewBlocks; number++) yield block(plan, number)
  yield promised('confirmations', everyConfirmation(plan, sizing, trials))
  yield promised('stress', everyStress(plan))
  yield promised('experiments', experiments(plan, trials))
}

/** Says in words what a profile does, in its order; for the seal. */
export function scheduleOf(plan: Plan): readonly string[] {
  const first = firstPass(plan)
  return [
    ...first.visits.map(
      ({ architecture, trials }) =>
        `${first.name}: ${architecture.name}: ${trials.map(({ workload, stage }) => `${stage} ${workload.name}`).join(', ')}`,
    ),
    ...(plan.hold === undefined ? sayLater(plan.profile) : []),
  ]
}

function sayLater(profile: ProfileName): readonly string[] {
  switch (profiles[profile].schedule) {
    case 'ramps':
      return ['rivals: one ramp a cell']
    case 'narrowing':
      return [
        'plateaus: every cell in question',
        'confirmations: the best two of each workload',
        'block 2 of what is undecided, while rivals and stress still fit',
        'rivals: ramp and plateaus',
        'stress: the first that adds the autoscaler, and the best',
        'more blocks of those who may still be the best, where there are several first, until the best is named or the budget ends',
      ]
    case 'exhaustive':
      return [
        `blocks 2 to ${fewBlocks}: every cell`,
        'confirmations: every cell',
        'stress: every autoscaled architecture',
        ...experimentNames.map((name) => `experiments: ${name}`),
      ]
    case 'originalTest':
      return []
  }
}

/** Ramp and plateaus of every cell. */
function block(plan: Plan, number: number): Pass {
  return promised(`block ${number}`, allCells(plan, ['ramp', 'probes'], number))
}

function hold(plan: Plan): Pass {
  return promised('soak', allCells(plan, firstStages(plan), 1))
}

function allInTurn(plan: Plan, stages: readonly Stage[]): readonly Visit[] {
  return [...everyCell(plan, stages, 1), ...everyRival(plan, stages)]
}

function autoscaled(visits: readonly Visit[]): readonly Visit[] {
  return visits.map((visit) => ({ ...visit, tasks: 'autoscaled' }))
}

function promised(name: string, visits: readonly Visit[]): Pass {
  return { name, kind: 'promised', visits }
}
