import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { inTurn } from '../../concurrency/in-turn.ts'

export type Inflated =
  | { readonly kind: 'bytes'; readonly bytes: Buffer }
  | { readonly kind: 'malformed' }
  | { readonly kind: 'too_large' }

/** Steps of 16 KiB would go to a thread and back 512 times for the largest body. */
const chunkSize = 128 * 1024
const inflateAll = promisify(gunzip)
/** Nobody knows how large a body becomes before it has: one at a time, so that only one is as large as it may be. */
const oneAtATime = inTurn()

/** What gzip `bytes` become, on another thread. Inflating stops at `limit` bytes; a body that does not end is malformed. */
export function inflate(bytes: Buffer, limit: number): Promise<Inflated> {
  return oneAtATime(async () => {
    try {
      return { kind: 'bytes', bytes: await inflateAll(bytes, { maxOutputLength: limit, chunkSize }) }
    } catch (error) {
      return { kind: isTooLarge(error) ? 'too_large' : 'malformed' }
    }
  })
}

function isTooLarge(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE'
}
