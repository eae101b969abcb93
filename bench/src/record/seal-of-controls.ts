import { createHash } from 'node:crypto'
import type { ControlAssignment } from './record.ts'

/** SHA-256, hex, of the JSON of `assignment` with its arms in the order of their names. */
export function sealOfControls({ salt, arms }: ControlAssignment): string {
  const ordered = Object.entries(arms).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return createHash('sha256')
    .update(JSON.stringify([salt, ordered]))
    .digest('hex')
}
