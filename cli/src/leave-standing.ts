import type { DeploymentPlan } from '@telemark/deployment'
import type { Context } from './context.ts'
import { howToUse } from './how-to-use.ts'
import { platformHere } from './platform.ts'
import { requireTools } from './require-tools.ts'

/** Starts what `plan` says, tells how to use it, and stops it when the signal aborts. */
export async function leaveStanding(plan: DeploymentPlan, { out, signal }: Context): Promise<void> {
  const report = (line: string) => out.write(`${line}\n`)
  await requireTools({ architectures: [plan.architecture], load: false, report, signal })
  await using deployment = await platformHere({ report, separateCores: false }).start(plan, signal)
  report(howToUse(deployment))
  await aborted(signal)
  report('Stopping.')
}

async function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return
  await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }))
}
