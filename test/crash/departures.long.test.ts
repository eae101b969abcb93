import { describe } from 'node:test'
import { architecturesUnderTest } from '../support/architectures.ts'
import { departures } from './cases/departures.ts'
import { standing } from './support/standing.ts'

for (const architecture of architecturesUnderTest()) {
  describe(`Tasks of ${architecture.name} leave in good order`, () => departures(standing(architecture)))
}
