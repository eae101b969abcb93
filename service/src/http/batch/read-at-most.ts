import { finished, type Readable } from 'node:stream'
import { Gathered } from './gathered.ts'
import type { HeldBytes } from './held-bytes.ts'

/**
 * All of `stream`; `undefined` where it has more than `limit` bytes: the rest is dropped. `held` follows what has come so far. Throws what
 * the stream fails with, and what `held` refuses or takes back.
 */
export async function readAtMost(
  stream: Readable,
  limit: number,
  held: HeldBytes,
): Promise<Buffer | undefined> {
  const { promise, resolve, reject } = Promise.withResolvers<Buffer | undefined>()
  const gathered = new Gathered(limit)
  const take = (piece: Buffer) => {
    if (gathered.length + piece.length > limit) return end(undefined)
    try {
      held.resize(gathered.sizeWith(piece.length))
      gathered.add(piece)
    } catch (error) {
      fail(error)
    }
  }
  const forget = finished(stream, { writable: false }, (error) => (error ? fail(error) : end(gathered.bytes)))
  using _arriving = held.arriving(fail)
  stream.on('data', take)
  return await promise

  function end(bytes: Buffer | undefined): void {
    leave()
    resolve(bytes)
  }

  function fail(error: unknown): void {
    leave()
    reject(error)
  }

  /** Destroying the stream would take the connection with it, and the client would never read the answer. */
  function leave(): void {
    stream.off('data', take)
    forget()
    stream.resume() // the rest is dropped: the next request on this connection comes behind it
  }
}
