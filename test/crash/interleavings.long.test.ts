import { describe } from 'node:test'
import { architecturesUnderTest } from '../support/architectures.ts'
import { interleavings } from './cases/interleavings.ts'
import { standing } from './support/standing.ts'

for (const architecture of architecturesUnderTest()) {
  describe(`Any order in ${architecture.name}`, () =>
    interleavings(standing(architecture), { architecture, rounds: 60 }))
}
