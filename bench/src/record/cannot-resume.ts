/** A cohort may not be gone on with: what would be measured now does not belong to what was. */
export class CannotResume extends Error {
  constructor(folder: string, required: string, found: string, next: string) {
    super(`Cannot resume ${folder}: ${required}; found: ${found}. ${next}`)
    this.name = 'CannotResume'
  }
}

/** Also where stopping what ran failed on the way out. */
export function isCannotResume(error: unknown): boolean {
  if (error instanceof SuppressedError) return isCannotResume(error.error) || isCannotResume(error.suppressed)
  return error instanceof CannotResume
}
