import { type Datapoints, highAlarm, lowAlarm } from './alarms.ts'
import type { Rules } from './rules.ts'

/** One metric that is held at a target, both in percent. */
export interface Policy {
  readonly metric: string
  readonly target: number
  readonly datapoints: Datapoints
}

/** What the autoscaler sees when it is asked, once a period. */
export interface Evaluation {
  /** AWS seconds on any clock that never goes back. */
  readonly now: number
  readonly min: number
  readonly max: number
  /** Tasks that serve. */
  readonly running: number
  /** Tasks that should serve; differs from `running` while tasks start or leave. */
  readonly wanted: number
  /** Tasks are being exchanged for others. */
  readonly deploying: boolean
  readonly policies: readonly Policy[]
}

/** What the autoscaler remembers from one evaluation to the next. */
export interface Memory {
  /** The scale-out whose cooldown counts, and the tasks that it added. */
  readonly scaleOut: { readonly at: number; readonly added: number } | undefined
  readonly scaleIn: { readonly at: number } | undefined
}

export interface Decision {
  readonly memory: Memory
  /** The new number of wanted tasks, or nothing to do. */
  readonly action: number | 'none'
  /** In words, for a person. */
  readonly reason: string
}

/** Before the first evaluation. */
export const blankMemory: Memory = { scaleOut: undefined, scaleIn: undefined }

/** ECS target tracking, one evaluation of it. Call it once a period: an alarm that stays on fires each time. */
export function decide(memory: Memory, evaluation: Evaluation, rules: Rules): Decision {
  const { min, max, wanted } = evaluation
  if (wanted < min || wanted > max) {
    return {
      memory,
      action: Math.min(Math.max(wanted, min), max),
      reason: `${wanted} is outside ${min} to ${max}`,
    }
  }
  const high = evaluation.policies.filter((policy) => highAlarm(policy.datapoints, policy.target, rules))
  if (high.length > 0) return scaleOut({ memory, evaluation, rules, alarms: high })
  const low = evaluation.policies.filter((policy) => lowAlarm(policy.datapoints, policy.target, rules))
  if (low.length === 0) return { memory, action: 'none', reason: 'no alarm' }
  if (low.length < evaluation.policies.length) {
    return { memory, action: 'none', reason: 'not every policy agrees to scale in' }
  }
  return scaleIn({ memory, evaluation, rules, alarms: low })
}

interface Fired {
  readonly memory: Memory
  readonly evaluation: Evaluation
  readonly rules: Rules
  readonly alarms: readonly Policy[]
}

function scaleOut({ memory, evaluation, rules, alarms }: Fired): Decision {
  const { now, running, wanted, max } = evaluation
  const needed = neededTasks(running, alarms)
  const cooling = within(memory.scaleOut, now, rules.scaleOutCooldownSeconds)
  const step = needed - running
  if (cooling && step <= cooling.added) {
    return {
      memory,
      action: 'none',
      reason: `scale-out cooldown: +${step} is not more than the +${cooling.added} under way`,
    }
  }
  const target = Math.min(max, cooling ? wanted + step - cooling.added : needed)
  if (target <= wanted)
    return { memory, action: 'none', reason: `needs ${needed}, has ${wanted} of at most ${max}` }
  return {
    // A scale-out ends the cooldown of an earlier scale-in.
    memory: { scaleOut: { at: now, added: step }, scaleIn: undefined },
    action: target,
    reason: `${words(alarms, rules.highDatapoints)}: ${running} running need ${needed}`,
  }
}

function scaleIn({ memory, evaluation, rules, alarms }: Fired): Decision {
  const { now, running, wanted, min, deploying } = evaluation
  if (deploying) return { memory, action: 'none', reason: 'no scale-in during a deployment' }
  if (within(memory.scaleIn, now, rules.scaleInCooldownSeconds)) {
    return { memory, action: 'none', reason: 'scale-in cooldown' }
  }
  const needed = Math.max(min, neededTasks(running, alarms))
  if (needed >= wanted) return { memory, action: 'none', reason: `needs ${needed}, has ${wanted}` }
  return {
    memory: { ...memory, scaleIn: { at: now } },
    action: needed,
    reason: `${words(alarms, rules.lowDatapoints)}: ${running} running, ${needed} suffice`,
  }
}

/** Rounded up: a task too many rather than one too few. The policy that asks for the most decides. */
function neededTasks(running: number, policies: readonly Policy[]): number {
  return Math.max(
    ...policies.map(({ datapoints, target }) => Math.ceil((running * (datapoints.at(-1) ?? 0)) / target)),
  )
}

function within<T extends { readonly at: number }>(
  event: T | undefined,
  now: number,
  seconds: number,
): T | undefined {
  return event !== undefined && now - event.at < seconds ? event : undefined
}

function words(alarms: readonly Policy[], count: number): string {
  return alarms
    .map(({ metric, target, datapoints }) => {
      const values = datapoints.slice(-count).map((value) => value?.toFixed(0))
      return `${metric} ${values.join(', ')} % (target ${target} %)`
    })
    .join('; ')
}
