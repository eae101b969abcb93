import type { Control } from '@telemark/architecture'
import type { Slo } from '../plan/slo.ts'
import type { CohortRecord, ControlAssignment, EndRecord, TrialWithReadings } from '../record/record.ts'
import { sealOfControls } from '../record/seal-of-controls.ts'
import { armsOf } from './arms.ts'
import { cpuUse } from './cpu-use.ts'
import type {
  Alarm,
  ArmFindings,
  ControlFindings,
  ControlOutcome,
  PairFindings,
} from './experiment-findings.ts'
import { known } from './known.ts'
import { judgedView, observationsOf } from './observation.ts'
import { leastTie } from './separation.ts'
import { upperShare } from './statistics/binomial.ts'
import { quantileOfT } from './statistics/distributions.ts'

/** Pairs below which no rate of false alarms is claimed. */
const leastPairs = 20
const confidence = 0.95
/** Of one arm's excess: there are a handful of arms, and none may be called defective by chance. */
const oneSided = 0.99

interface ControlEvidence {
  readonly cohort: CohortRecord
  readonly trials: readonly TrialWithReadings[]
  readonly end: EndRecord | undefined
}

/** One plateau of an arm, or of the twin, within a round. */
interface Plateau {
  readonly round: number
  /** Milliseconds of API CPU a request; undefined where it was not read. */
  readonly cpuMs: number | undefined
  readonly lost: number
  readonly completion: number | undefined
  readonly freshness: number | undefined
}

/**
 * What each arm shows beside its twin, judged first and compared with what was planted afterwards: a comparison that knew the answer
 * would find it. Undefined where no arm was measured.
 */
export function controlFindings({ cohort, trials, end }: ControlEvidence): ControlFindings | undefined {
  const own = armsOf(trials, 'controls')
  const twinTrials = own.filter(({ architecture }) => isPlanned(architecture.name, cohort.plan.architectures))
  const [first] = twinTrials
  if (first === undefined) return undefined
  const twin = twinTrials.map(plateauOf)
  const byArm = Map.groupBy(
    own.filter((trial) => !twinTrials.includes(trial)),
    ({ architecture }) => architecture.name,
  )
  const judged = [...byArm]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([arm, armTrials]) => judgeArm(arm, armTrials.map(plateauOf), { twin, slo: cohort.plan.slo }))
  const revealed = end?.controls
  const arms = judged.map(({ findings }) => ({
    ...findings,
    ...known({ planted: revealed?.arms[findings.arm] }),
  }))
  const clean = judged.filter(({ findings }) => revealed?.arms[findings.arm] === 'none')
  return {
    twin: first.architecture.name,
    workload: first.workload.name,
    rounds: new Set(twin.map(({ round }) => round)).size,
    arms,
    pairs: pairFindings([...differences(twin), ...clean.flatMap(({ excesses }) => excesses)]),
    ...(revealed && { outcome: outcomeOf(arms, revealed, cohort.controls?.sha256) }),
  }
}

function isPlanned(name: string, planned: readonly { readonly name: string }[]): boolean {
  return planned.some((architecture) => architecture.name === name)
}

interface Yardstick {
  readonly twin: readonly Plateau[]
  /** How many of the acknowledged events must be stored within a second, and how many canaries fresh in time. */
  readonly slo: Slo
}

function judgeArm(
  arm: string,
  plateaus: readonly Plateau[],
  { twin, slo }: Yardstick,
): { readonly findings: ArmFindings; readonly excesses: readonly number[] } {
  const excesses = plateaus.flatMap((plateau) => excessOf(plateau, twin) ?? [])
  const mean = excesses.length === 0 ? undefined : average(excesses)
  const limit = limitOf(differences(twin), excesses.length)
  const [completion, freshness] = [lowest(plateaus, 'completion'), lowest(plateaus, 'freshness')]
  const [twinCompletion, twinFreshness] = [lowest(twin, 'completion'), lowest(twin, 'freshness')]
  const lost = plateaus.reduce((sum, plateau) => sum + plateau.lost, 0)
  const isLate =
    isBelow(completion, twinCompletion, slo.completion) ||
    isBelow(freshness, twinFreshness, slo.freshness?.share ?? 0)
  const alarms: readonly (Alarm | false)[] = [
    mean !== undefined && limit !== undefined && mean > limit && 'slower',
    // What is stored so late that the audit does not see it is late, not lost.
    lost > 0 && !isLate && 'losesOne',
    isLate && 'answersEarly',
  ]
  return {
    findings: {
      arm,
      lost,
      alarms: alarms.filter((alarm) => alarm !== false),
      ...known({
        excessCpu: mean === undefined ? undefined : Math.expm1(mean),
        excessLimit: limit === undefined ? undefined : Math.expm1(limit),
        completion,
        freshness,
      }),
    },
    excesses,
  }
}

/** ln of an arm's CPU a request over the twin's in the same round: the geometric mean of the two plateaus around it. */
function excessOf({ round, cpuMs }: Plateau, twin: readonly Plateau[]): number | undefined {
  const beside = twin.flatMap((plateau) =>
    plateau.round === round && plateau.cpuMs !== undefined ? [Math.log(plateau.cpuMs)] : [],
  )
  return cpuMs === undefined || beside.length === 0 ? undefined : Math.log(cpuMs) - average(beside)
}

/** ln of the twin's last plateau over its first, of each round. */
function differences(twin: readonly Plateau[]): readonly number[] {
  return [...Map.groupBy(twin, ({ round }) => round).values()].flatMap(([first, last]) =>
    first?.cpuMs === undefined || last?.cpuMs === undefined ? [] : [Math.log(last.cpuMs / first.cpuMs)],
  )
}

/**
 * How much a mean excess over `rounds` may be by chance. Two plateaus of the twin differ with twice the variance of one, and nothing is
 * estimated but that, so d rounds give d degrees of freedom; an excess has the arm's variance and half of it for the twin's mean. By Student's t. Never below what counts as a tie elsewhere.
 */
function limitOf(pairs: readonly number[], rounds: number): number | undefined {
  if (pairs.length === 0 || rounds === 0) return undefined
  const variance = pairs.reduce((sum, difference) => sum + difference ** 2, 0) / (2 * pairs.length)
  const byChance = quantileOfT(oneSided, pairs.length) * Math.sqrt((1.5 * variance) / rounds)
  return Math.max(Math.log(1 + leastTie), byChance)
}

/** Only where the twin kept it: otherwise the rate or the machine was too much for both. */
function isBelow(observed: number | undefined, twin: number | undefined, least: number): boolean {
  return observed !== undefined && twin !== undefined && observed < least && twin >= least
}

function pairFindings(differing: readonly number[]): PairFindings {
  const count = differing.length
  const beyond = differing.filter((difference) => Math.abs(difference) > Math.log(1 + leastTie)).length
  return {
    count,
    differing: beyond,
    leastShare: leastTie,
    ...(count >= leastPairs && { atMost: upperShare({ count: beyond, trials: count }, confidence) }),
  }
}

function outcomeOf(
  arms: readonly ArmFindings[],
  revealed: ControlAssignment,
  sealed: string | undefined,
): ControlOutcome {
  const kinds = Object.values(revealed.arms)
  const planted = kinds.filter((control) => control !== 'none').length
  return {
    planted,
    found: arms.filter(({ planted, alarms }) => isFound(planted, alarms)).length,
    clean: kinds.length - planted,
    falseAlarms: arms.filter(({ planted, alarms }) => planted === 'none' && alarms.length > 0).length,
    sealHolds: sealed === sealOfControls(revealed),
  }
}

function isFound(planted: Control | 'none' | undefined, alarms: readonly Alarm[]): boolean {
  return planted !== undefined && planted !== 'none' && alarms.includes(planted.kind)
}

function plateauOf(trial: TrialWithReadings): Plateau {
  const observations = observationsOf([trial]).filter(({ load }) => load.result.kind !== 'invalid')
  const observation = observations.at(-1)
  const lost = trial.loads.reduce((sum, { audit }) => sum + audit.lost, 0)
  if (observation === undefined)
    return { round: trial.block, cpuMs: undefined, lost, completion: undefined, freshness: undefined }
  const { load } = observation
  const seconds = (load.judgedTo - load.judgedFrom) / 1000
  const requests = load.endpoints.reduce((sum, { attempts }) => sum + attempts, 0)
  const cores = cpuUse(judgedView(observation), 'api')?.cores
  const canaries = load.freshness?.find(
    ({ delayMs }) => delayMs === trial.cohort.plan.slo.freshness?.withinMs,
  )
  return {
    round: trial.block,
    cpuMs: cores === undefined || requests === 0 ? undefined : (cores * seconds * 1000) / requests,
    lost,
    completion: load.completion,
    freshness: canaries === undefined || canaries.asked === 0 ? undefined : canaries.fresh / canaries.asked,
  }
}

function lowest(plateaus: readonly Plateau[], of: 'completion' | 'freshness'): number | undefined {
  const values = plateaus.flatMap((plateau) => plateau[of] ?? [])
  return values.length === 0 ? undefined : Math.min(...values)
}

function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
