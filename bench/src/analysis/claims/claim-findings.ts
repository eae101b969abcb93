import type { Architecture } from '@telemark/architecture'
import { architectures as inOrder } from '@telemark/architecture'
import type { ClaimFindings } from '../findings.ts'
import { holdsStressLoad } from './autoscaled-tasks.ts'
import { fasterReads, lessDatabaseLoad } from './cached-reads.ts'
import type { Claim, ClaimInput } from './claim.ts'
import { moreWrites, smootherIngestion } from './queued-writes.ts'

/**
 * What each architecture adds to the one before it, and whether that improved what it should. Derived from the
 * slots in which the two differ, so that a new architecture brings its claims with it.
 */
export function claimFindings(
  architectures: readonly Architecture[],
  evidence: Omit<ClaimInput, 'name' | 'against'>,
): readonly ClaimFindings[] {
  const standingHere = architectures.filter(({ standsAt }) => standsAt === undefined) // what stands elsewhere claims nothing
  const ordered = standingHere.toSorted((a, b) => position(a) - position(b))
  return ordered.slice(1).flatMap((architecture, index) => {
    const before = stepBefore(architecture, ordered.slice(0, index + 1))
    return claimsOf(architecture, before).map((claim) => {
      const found = claim({ ...evidence, name: architecture.name, against: before.name })
      return { architecture: architecture.name, against: before.name, ...found }
    })
  })
}

/** The first that it adds one thing to; the one before it, where there is none such. */
function stepBefore(architecture: Architecture, earlier: readonly Architecture[]): Architecture {
  const differences = (other: Architecture) =>
    [
      other.scaling.kind !== architecture.scaling.kind,
      other.read.kind !== architecture.read.kind,
      other.ingest.kind !== architecture.ingest.kind,
    ].filter(Boolean).length
  return earlier.find((other) => differences(other) === 1) ?? earlier.at(-1) ?? architecture
}

function claimsOf(architecture: Architecture, before: Architecture): readonly Claim[] {
  return [
    ...(architecture.scaling.kind === before.scaling.kind ? [] : scalingClaims(architecture)),
    ...(architecture.read.kind === before.read.kind ? [] : readClaims(architecture)),
    ...(architecture.ingest.kind === before.ingest.kind ? [] : ingestClaims(architecture)),
  ]
}

function scalingClaims({ scaling }: Architecture): readonly Claim[] {
  switch (scaling.kind) {
    case 'fixed':
      return []
    case 'targetTracking':
      return [holdsStressLoad]
  }
}

function readClaims({ read }: Architecture): readonly Claim[] {
  switch (read.kind) {
    case 'cached':
      return [fasterReads, lessDatabaseLoad]
    case 'database':
    case 'constant':
      return []
  }
}

function ingestClaims({ ingest }: Architecture): readonly Claim[] {
  switch (ingest.kind) {
    case 'queued':
    case 'batched':
      return [moreWrites, smootherIngestion]
    case 'direct':
    case 'discard':
      return []
  }
}

function position({ name }: Architecture): number {
  const index = inOrder.findIndex((known) => known.name === name)
  return index === -1 ? inOrder.length : index
}
