import { after, before } from 'node:test'
import { fileURLToPath } from 'node:url'
import type { Architecture } from '@telemark/architecture'
import { type Deployment, defaultSizes } from '@telemark/deployment'
import { localPlatform } from '@telemark/local'
import { serviceMain } from '@telemark/service'

/** Two, so that one may die; and it can be told whether what both keep agrees. */
const apiTasks = 2

/** Stands `architecture` up with two API tasks before the tests of the calling suite, and takes it down after them. */
export function standing(architecture: Architecture): () => Deployment {
  let running: Deployment | undefined
  before(async () => {
    running = await deploy(architecture)
    await running.setTasks({ api: apiTasks })
  })
  after(async () => {
    await running?.[Symbol.asyncDispose]()
  })
  return () => {
    if (running === undefined) throw new Error(`${architecture.name} does not stand yet`)
    return running
  }
}

async function deploy(architecture: Architecture): Promise<Deployment> {
  const platform = localPlatform({ serviceMain: fileURLToPath(serviceMain), separateCores: false })
  const plan = {
    architecture,
    sizes: defaultSizes,
    coresPerVcpu: 1,
    fleet: { devices: 20, eventsPerDevice: 2 },
    compression: 1,
  }
  return platform.start(plan, AbortSignal.timeout(120_000))
}
