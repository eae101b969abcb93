/** Says what to do about a record that cannot be written. */
export function explainWrite(path: string, cause: unknown): Error {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return new Error(
      `Cannot write ${path}: the disk is full. Records written before are complete: free some space, then run again, or \`telemark report\` the folder as it is.`,
      { cause },
    )
  const message = cause instanceof Error ? cause.message : String(cause)
  return new Error(
    `Cannot write ${path}: ${message}. A writable folder is required: choose another, or change its rights.`,
    { cause },
  )
}
