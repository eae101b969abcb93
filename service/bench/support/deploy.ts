import { fileURLToPath } from 'node:url'
import type { Architecture } from '@telemark/architecture'
import { type Deployment, type DeploymentPlan, defaultSizes } from '@telemark/deployment'
import { localPlatform } from '@telemark/local'
import { serviceMain } from '@telemark/service'

/** A platform that gives no component a core of its own: the balancer and the stores would take its caches from the task at every turn. */
export function deploy(
  architecture: Architecture,
  plan: Partial<DeploymentPlan>,
  signal: AbortSignal,
): Promise<Deployment> {
  const platform = localPlatform({ serviceMain: fileURLToPath(serviceMain), separateCores: false })
  const fleet = { devices: 1000, eventsPerDevice: 1 }
  const whole = { architecture, sizes: defaultSizes, coresPerVcpu: 1, fleet, compression: 1, ...plan }
  return platform.start(whole, signal)
}

/** Where a part listens, past the balancer. */
export function addressOf({ parts }: Deployment, name: string): string {
  const part = parts.find((candidate) => candidate.name === name)
  if (part === undefined) throw new Error(`The deployment has no part named ${name}.`)
  return part.address
}
