import assert from 'node:assert/strict'
import { dirname } from 'node:path'
import { after, before, type TestContext } from 'node:test'
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
  const deployment = await started(smallPlan(architecture))
  t.after(() => deployment[Symbol.asyncDispose]())
  return deployment
}

/** Starts `architecture` before the tests of the calling suite, and stops it after them, where they have not. */
export function standing(architecture: Architecture): () => Deployment {
  return standingPlan(smallPlan(architecture))
}

/** The same of a plan that differs. */
export function standingPlan(plan: DeploymentPlan): () => Deployment {
  let running: Deployment | undefined
  before(async () => {
    running = await started(plan)
  })
  after(() => running?.[Symbol.asyncDispose]())
  return () => running ?? assert.fail(`${plan.architecture.name} does not stand yet`)
}

function started(plan: DeploymentPlan): Promise<Deployment> {
  const platform = localPlatform({ serviceMain, separateCores: false })
  return platform.start(plan, AbortSignal.timeout(120_000))
}

/** The folder of the run that a deployment belongs to. */
export function runFolder({ parts }: Deployment): string {
  return dirname(dirname(parts[0]?.log ?? ''))
}
