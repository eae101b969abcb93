import { after, before } from 'node:test'
import { fileURLToPath } from 'node:url'
import type { Architecture } from '@telemark/architecture'
import { type Deployment, defaultSizes, type FleetSize } from '@telemark/deployment'
import { localPlatform } from '@telemark/local'
import { serviceMain } from '@telemark/service'

/** Stands `architecture` up before the tests of the calling suite, unclamped, and takes it down after them. */
export function deployed(
  architecture: Architecture,
  { devices }: Pick<FleetSize, 'devices'>,
): () => Deployment {
  let running: Deployment | undefined
  before(async () => {
    const platform = localPlatform({ serviceMain: fileURLToPath(serviceMain), separateCores: false })
    const fleet = { devices, eventsPerDevice: 2 }
    const plan = { architecture, sizes: defaultSizes, coresPerVcpu: 1, fleet, compression: 1 }
    running = await platform.start(plan, AbortSignal.timeout(120_000))
  })
  after(async () => {
    await running?.[Symbol.asyncDispose]()
  })
  return () => {
    if (running === undefined) throw new Error(`${architecture.name} does not stand yet`)
    return running
  }
}
