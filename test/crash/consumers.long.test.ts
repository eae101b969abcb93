import { describe } from 'node:test'
import { architecturesUnderTest } from '../support/architectures.ts'
import { consumers } from './cases/consumers.ts'
import { standing } from './support/standing.ts'

for (const architecture of architecturesUnderTest()) {
  if (architecture.ingest.kind !== 'queued') continue
  describe(`Consumers of ${architecture.name}`, () => consumers(standing(architecture)))
}
