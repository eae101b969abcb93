import { setTimeout as delay } from 'node:timers/promises'
import { type Architecture, batched, kafka } from '@telemark/architecture'
import type { Deployment, FleetDevice } from '@telemark/deployment'
import { measurePairs } from '../measure-pairs.ts'
import { type Comparison, outcomeOf, type Pair } from '../outcome.ts'
import type { Suite, SuiteOptions } from '../suite.ts'
import { deploy } from '../support/deploy.ts'
import { answeredRequests } from '../support/load.ts'

const seconds = 4

/** Events stored a second: from the first request until the last event is in PostgreSQL. */
async function storedPerSecond(deployment: Deployment, fleet: readonly FleetDevice[]): Promise<number> {
  const begun = performance.now()
  const events = await answeredRequests({ ...deployment, fleet }, { work: 'write', seconds })
  while ((await deployment.backlog()) > 0) await delay(50)
  return (events * 1000) / (performance.now() - begun)
}

async function pairsOf(architecture: Architecture, { signal, say }: SuiteOptions): Promise<readonly Pair[]> {
  await using deployment = await deploy(architecture, {}, signal)
  await deployment.setTasks({ api: 1 })
  const { fleet } = deployment
  await storedPerSecond(deployment, fleet) // the engine compiles
  const sides = {
    reference: () => storedPerSecond(deployment, fleet),
    subject: () => storedPerSecond(deployment, fleet.slice(0, 1)),
  }
  return await measurePairs(sides, { say: (line) => say(`${architecture.name}, ${line}`) })
}

function comparison({ name }: Architecture): Comparison {
  return {
    name: `one hot device, ${name}`,
    reference: 'a spread fleet',
    unit: 'events stored a second',
    required: 0.5,
  }
}

/** A device that sends as much as a fleet does: its row of latest is the same for all of its events. */
export const hotDevice: Suite = {
  name: 'hot-device',
  async measure(options) {
    const outcomes = []
    for (const architecture of [batched, kafka])
      outcomes.push(outcomeOf(comparison(architecture), await pairsOf(architecture, options)))
    return { outcomes }
  },
}
