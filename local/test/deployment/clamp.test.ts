import assert from 'node:assert/strict'
import { test } from 'node:test'
import { kafka } from '@telemark/architecture'
import type { Clamping, Deployment, Reading } from '@telemark/deployment'
import { eventually } from '../../../test/support/eventually.ts'
import { standing } from '../support/start.ts'

const deployed = standing(kafka)

/** CPU limits of the parts as their readings tell them, cores; of `api` those of its first task. */
async function limits(deployment: Deployment): Promise<Readonly<Record<string, number>>> {
  const found: Record<string, number> = {}
  const parts: readonly Reading['component'][] = ['api', 'consumer', 'postgres', 'redis', 'kafka']
  for await (const { component, metric, value } of deployment.readings(AbortSignal.timeout(60_000))) {
    if (metric === 'cpuLimitCores' && parts.includes(component)) found[component] = value
    if (parts.every((part) => part in found)) break
  }
  return found
}

const full = { api: 1, consumer: 1, postgres: 2, redis: 1, kafka: 2 }

const cases: readonly (readonly [Clamping, Readonly<Record<string, number>>])[] = [
  ['on', full],
  [{ cpuShares: { postgres: 0.8 } }, { ...full, postgres: 1.6 }],
  [{ cpuShares: { api: 0.8 } }, { ...full, api: 0.8 }],
  [{ cpuShares: { consumer: 0.5, kafka: 0.8 } }, { ...full, consumer: 0.5, kafka: 1.6 }],
]

for (const [to, expected] of cases) {
  test(`clamped to ${JSON.stringify(to)}, each part has the CPU that is left to it`, async () => {
    const deployment = deployed()
    await deployment.clamp(to)
    await eventually(async () => assert.deepEqual(await limits(deployment), expected))
  })
}

test('a squeeze outlives the housekeeping between loads', async () => {
  const deployment = deployed()
  await deployment.clamp({ cpuShares: { postgres: 0.8 } })
  await deployment.reset({ cache: 'cold' })
  await eventually(async () => assert.equal((await limits(deployment)).postgres, 1.6))
})
