import { batched, redis } from '@telemark/architecture'
import type { Deployment } from '@telemark/deployment'
import { outcomeOf, type Pair, ratioOf } from '../outcome.ts'
import { pairsWanted, type Suite, type SuiteOptions } from '../suite.ts'
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
  const pairs: Pair[] = []
  for (let number = 1; number <= pairsWanted; number += 1) {
    const pair = { reference: await writesPerSecond(single), subject: await writesPerSecond(grouped) }
    pairs.push(pair)
    say(`pair ${number} of ${pairsWanted}: ${ratioOf(pair).toFixed(2)}`)
  }
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
