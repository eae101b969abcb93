import type { Deployment, DeploymentPlan } from '@telemark/deployment'
import { compressTime } from '../autoscaler/compression.ts'
import { targetTrackingRules } from '../autoscaler/rules.ts'
import { openRun, type Run } from '../process/run-folder.ts'
import { type DeploymentOptions, standUp } from './stand-up.ts'
import { standingDeployment } from './standing-deployment.ts'

/** Stands `plan` up on this machine. Rejects, with nothing left running, on failure or abort. */
export async function startDeployment(
  plan: DeploymentPlan,
  options: DeploymentOptions,
  signal: AbortSignal,
): Promise<Deployment> {
  const time = compressTime(plan.compression, targetTrackingRules)
  await using opened = new AsyncDisposableStack()
  const run = opened.use(await openRun())
  using _aborting = onAbort(signal, run)
  try {
    const standing = await standUp({ ...options, plan, time, run, opened }, signal)
    const deployment = await standingDeployment(standing, opened)
    signal.throwIfAborted()
    const kept = opened.move()
    options.report(`${plan.architecture.name} stands at ${deployment.url.origin}`)
    return Object.assign(deployment, { [Symbol.asyncDispose]: () => kept.disposeAsync() })
  } catch (error) {
    signal.throwIfAborted() // the first cause wins: what was killed fails, too
    throw error
  }
}

/** An aborted start has nothing worth keeping: ending all of it at once takes a moment, in good order many seconds. */
function onAbort(signal: AbortSignal, run: Run): Disposable {
  // The stack disposes it once more, and tells if that fails.
  const end = () => void Promise.resolve(run[Symbol.asyncDispose]()).catch(() => undefined)
  signal.addEventListener('abort', end, { once: true })
  return { [Symbol.dispose]: () => signal.removeEventListener('abort', end) }
}
