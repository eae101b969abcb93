import { join } from 'node:path'

/** A file below `local/install`: what is fetched, pinned. */
export function pinned(path: string): string {
  return join(import.meta.dirname, '../../install', path)
}
