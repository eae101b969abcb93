/** A record cannot be written: what is measured from then on would be lost. */
class UnwritableRecord extends Error {}

/** Says what to do about a record that cannot be written. */
export function explainWrite(path: string, cause: unknown): UnwritableRecord {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return new UnwritableRecord(
      `Cannot write ${path}: the disk is full. Records written before are complete: free some space, then run again, or \`telemark report\` the folder as it is.`,
      { cause },
    )
  const message = cause instanceof Error ? cause.message : String(cause)
  return new UnwritableRecord(
    `Cannot write ${path}: ${message}. A writable folder is required: choose another, or change its rights.`,
    { cause },
  )
}

/** Also where stopping what ran failed on the way out. */
export function isUnwritable(error: unknown): boolean {
  if (error instanceof SuppressedError) return isUnwritable(error.error) || isUnwritable(error.suppressed)
  return error instanceof UnwritableRecord
}
