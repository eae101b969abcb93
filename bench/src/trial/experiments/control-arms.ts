import { type Architecture, type Control, maxTasks } from '@telemark/architecture'
import { placedHere } from '../../plan/placed-here.ts'
import type { Plan } from '../../plan/plan.ts'
import { isMixed, type Workload } from '../../plan/workload.ts'
import { shuffle } from '../agenda.ts'
import { warmUpRequestsATask } from '../warm-up.ts'

/** Arms that test the comparison: one architecture under other names, with a planted defect or without. */
export interface ControlArms {
  /** What every arm is but for its defect; measured openly beside them. */
  readonly twin: Architecture
  readonly workload: Workload
  /** By neutral names, in the order of the names. */
  readonly arms: Readonly<Record<string, Control | 'none'>>
}

/** An API task's own warm-up writes one event of eight requests, and sends 2,000. */
const taskWarmUpEvents = 250
/** Into the load of a trial: after it has settled, and long before it ends. */
const eventsIntoLoad = 500
/** As many as there are defects: a comparison that calls every arm defective is no better than one that calls none. */
const cleanArms = 3

/** The arms of `plan`, shuffled by its seed; undefined where it has no workload that writes, without which two of the defects do not show. */
export function controlArms(plan: Plan): ControlArms | undefined {
  const workload = plan.workloads.find(isMixed) ?? plan.workloads.find(({ mix }) => mix.write > 0)
  const [twin] = placedHere(plan).architectures.toSorted((a, b) => maxTasks(a.scaling) - maxTasks(b.scaling))
  if (workload === undefined || twin === undefined) return undefined
  const planted = [...defects(twin), ...Array.from({ length: cleanArms }, () => 'none' as const)]
  const arms = shuffle(planted, plan.seed).map((control, index) => [`arm-${index + 1}`, control] as const)
  return { twin, workload, arms: Object.fromEntries(arms) }
}

/**
 * 15 % more CPU; one event lost in the load, after the warm-up, half of which writes; and answers that come 1.2 s before the event is
 * stored: later than completion and freshness allow, and earlier than the audit counts.
 */
function defects(twin: Architecture): readonly Control[] {
  const warmUpEvents = Math.ceil(warmUpRequestsATask(twin) / 2) + taskWarmUpEvents
  return [
    { kind: 'slower', share: 0.15 },
    { kind: 'losesOne', after: warmUpEvents + eventsIntoLoad },
    { kind: 'answersEarly', storedAfterMs: 1200 },
  ]
}
