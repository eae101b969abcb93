import { batched, redis } from '@telemark/architecture'
import type { Deployment } from '@telemark/deployment'
import { measurePairs } from '../measure-pairs.ts'
import { outcomeOf } from '../outcome.ts'
import type { Suite, SuiteOptions } from '../suite.ts'
import { deploy } from '../support/deploy.ts'
import { answeredRequests } from '../support/load.ts'

const seconds = 4

/** One client that waits for each answer: the reciprocal of its latency. */
async function writesPerSecond(deployment: Deployment): Promise<number> {
  return (await answeredRequests(deployment, { work: 'write', seconds, connections: 1 })) / seconds
}

async function measure({ signal, say }: SuiteOptions) {
  await using grouped = await deploy(batched, {}, signal)
  await using single = await deploy(redis, {}, signal)
  for (const deployment of [grouped, single]) {
    await deployment.setTasks({ api: 1 })
    await writesPerSecond(deployment) // the engine compiles
  }
  const sides = { reference: () => writesPerSecond(single), subject: () => writesPerSecond(grouped) }
  const pairs = await measurePairs(sides, { say })
  const comparison = {
    name: 'group commit, one client',
    reference: 'a statement a request',
    unit: 'writes a second',
    required: 0.95,
  }
  return { outcomes: [outcomeOf(comparison, pairs)] }
}

/** Nobody waits for a group where there is no load: one client is answered as fast as without group commit. */
export const lowLoad: Suite = { name: 'low-load', measure }
