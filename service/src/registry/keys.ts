import { hash, randomBytes, timingSafeEqual } from 'node:crypto'

/** 32 random bytes in base64url. Shown once; only its hash is kept. */
export function newApiKey(): string {
  return randomBytes(32).toString('base64url')
}

/** SHA-256 of a key: what is stored and compared. A key is random, so it needs no salt and no slow hash. */
export function hashKey(key: string): Buffer {
  return hash('sha256', key, 'buffer')
}

/** Whether `key` is one of the keys with these hashes, in constant time. */
export function matchesAny(key: string, hashes: readonly Buffer[]): boolean {
  const presented = hashKey(key)
  let found = false
  for (const known of hashes) found = timingSafeEqual(presented, known) || found
  return found
}
