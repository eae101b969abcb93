import assert from 'node:assert/strict'
import { before } from 'node:test'
import type { IngestPath, ReadPath } from '@telemark/architecture'
import type { ServiceUnderTest } from '../../contract/support/service-under-test.ts'
import { eventually } from '../../support/eventually.ts'
import { interleavings } from './interleavings.ts'
import { kills, type Victim } from './kills.ts'

const rounds = 5

/** One part of each architecture dies, and a few rounds of any order: `*.long.test.ts` have every part, outages and many rounds. */
export function crash({ architecture, deployment }: ServiceUnderTest): void {
  before(() => eventually(async () => assert.equal(await deployment().backlog(), 0))) // a reset needs it
  kills(deployment, victimOf(architecture))
  interleavings(deployment, { architecture, rounds })
}

function victimOf({ ingest, read }: { readonly ingest: IngestPath; readonly read: ReadPath }): Victim {
  if (ingest.kind !== 'direct') return 'api' // events wait in it
  return read.kind === 'cached' ? 'Redis' : 'PostgreSQL'
}
