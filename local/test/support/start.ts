import { dirname } from 'node:path'
import type { TestContext } from 'node:test'
import { fileURLToPath } from 'node:url'
import type { Architecture } from '@telemark/architecture'
import { type Deployment, type DeploymentPlan, defaultSizes } from '@telemark/deployment'
import { localPlatform } from '../../src/platform.ts'

export const serviceMain = fileURLToPath(new URL('../../../service/src/main.ts', import.meta.url))

/** A small fleet; a vCPU is a whole core, so that clamped tests are fast too. */
export function smallPlan(architecture: Architecture): DeploymentPlan {
  return {
    architecture,
    sizes: defaultSizes,
    coresPerVcpu: 1,
    fleet: { devices: 3, eventsPerDevice: 2 },
    compression: 12,
  }
}

/** Starts `architecture` until the test has ended. */
export async function start(t: TestContext, architecture: Architecture): Promise<Deployment> {
  const platform = localPlatform({ serviceMain, separateCores: false })
  const deployment = await platform.start(smallPlan(architecture), AbortSignal.timeout(120_000))
  t.after(() => deployment[Symbol.asyncDispose]())
  return deployment
}

/** The folder of the run that a deployment belongs to. */
export function runFolder({ parts }: Deployment): string {
  return dirname(dirname(parts[0]?.log ?? ''))
}
