import type { Audit } from '../record/record.ts'

/** Whether what was acknowledged is what is stored: nothing lost, nothing twice, nothing changed. */
export function keepsAll({ lost, duplicated, corrupted = 0 }: Audit): boolean {
  return lost === 0 && duplicated === 0 && corrupted === 0
}
