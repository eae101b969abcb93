import { isDeepStrictEqual } from 'node:util'
import { type Architecture, architectures, calibration } from '@telemark/architecture'

/**
 * The name by which the service knows what `architecture` is. An arm of a comparison may have a name that says nothing of it, and a
 * planted defect: the service is told of that apart.
 */
export function knownName(architecture: Architecture): string {
  const slots = ({ ingest, read, scaling }: Architecture) => [ingest, read, scaling]
  const same = [...architectures, calibration].filter((known) =>
    isDeepStrictEqual(slots(known), slots(architecture)),
  )
  return (same.find(({ name }) => name === architecture.name) ?? same[0] ?? architecture).name
}
