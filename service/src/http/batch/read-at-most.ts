import type { Readable } from 'node:stream'

/**
 * All of `stream`; `undefined` where it has more than `limit` bytes: the rest is dropped. `onSize` is told how many there are so far.
 * Throws what the stream fails with, and what `onSize` throws.
 */
export async function readAtMost(
  stream: Readable,
  limit: number,
  onSize: (bytes: number) => void,
): Promise<Buffer | undefined> {
  const chunks: Buffer[] = []
  let size = 0
  try {
    // Destroying the stream would take the connection with it, and the client would never read the answer.
    for await (const chunk of stream.iterator({ destroyOnReturn: false })) {
      size += chunk.length
      if (size > limit) return undefined
      onSize(size)
      chunks.push(chunk)
    }
    return Buffer.concat(chunks, size)
  } finally {
    stream.resume() // the rest is dropped: the next request on this connection comes behind it
  }
}
