import { maxTasks, minTasks } from '@telemark/architecture'
import type { Deployment, Platform } from '@telemark/deployment'
import type { BenchEvent } from '../bench-event.ts'
import { startSeconds } from '../plan/durations.ts'
import { mixed } from '../plan/workloads.ts'
import type { Warning } from '../record/record.ts'
import { relay } from '../relay.ts'
import type { Visit } from './agenda.ts'
import type { CohortContext } from './cell.ts'
import type { CohortClock } from './clock.ts'
import { deploymentPlan } from './deployment-plan.ts'
import { sayWindow } from './say.ts'
import type { Ready } from './standing.ts'
import { warmUp } from './warm-up.ts'

export interface PrepareOptions {
  readonly cohort: CohortContext
  readonly platform: Platform
  readonly clock: CohortClock
  /** Asked once the deployment stands; throws where it is not what the cohort was measured on. */
  check?(visit: Visit, deployment: Deployment): void
}

/** Starts the deployment of `visit` and warms it up. Throws with nothing left standing. */
export async function* prepare(
  visit: Visit,
  { cohort, platform, clock, check }: PrepareOptions,
): AsyncGenerator<BenchEvent, Ready> {
  const { architecture } = visit
  yield clock.activity('starting', { architecture: architecture.name })
  await using opened = new AsyncDisposableStack()
  const deployment = opened.use(await platform.start(deploymentPlan(visit, cohort.record), cohort.signal))
  check?.(visit, deployment)
  const warnings = yield* warm(visit, deployment, { cohort, clock })
  clock.finish(startSeconds, 0)
  opened.move()
  return { deployment, warnings }
}

async function* warm(
  { architecture, block, tasks, variant }: Visit,
  deployment: Deployment,
  { cohort, clock }: Pick<PrepareOptions, 'cohort' | 'clock'>,
): AsyncGenerator<BenchEvent, readonly Warning[]> {
  const { scaling } = architecture
  const isMovable = deployment.abilities.includes('setTasks')
  if (isMovable) await deployment.setTasks({ api: tasks === 'most' ? maxTasks(scaling) : minTasks(scaling) })
  const cell = { cohort, deployment, architecture, block, workload: mixed, ...(variant && { variant }) }
  const warnings = yield* relay(warmUp(cell), (window) =>
    clock.activity(sayWindow('warming up', window), { architecture: architecture.name }),
  )
  if (isMovable && tasks === 'autoscaled' && scaling.kind === 'targetTracking')
    await deployment.setTasks({ api: 'autoscaled' })
  return warnings
}
