import { homedir } from 'node:os'
import { join } from 'node:path'

/**
 * Where tools and run folders live: TELEMARK_CACHE, else the user's cache folder. Root's own folder is closed to the
 * ordinary user that the servers then run as, so root uses the machine's.
 */
export function cacheFolder(): string {
  const { TELEMARK_CACHE: own, XDG_CACHE_HOME: users } = process.env
  if (own) return own
  if (process.getuid?.() === 0) return '/var/cache/telemark'
  return join(users || join(homedir(), '.cache'), 'telemark')
}
