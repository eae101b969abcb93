import { describe } from 'node:test'
import { architecturesUnderTest } from '../support/architectures.ts'
import { kills, victimsOf } from './cases/kills.ts'
import { standing } from './support/standing.ts'

for (const architecture of architecturesUnderTest()) {
  describe(`Nothing is lost and nothing is stored twice in ${architecture.name}`, () => {
    const deployment = standing(architecture)
    for (const victim of victimsOf(architecture)) kills(deployment, victim)
  })
}
