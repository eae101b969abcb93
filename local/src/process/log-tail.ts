import { open } from 'node:fs/promises'

const tailBytes = 2000

/** The end of a log file, for an error message; whole lines. */
export async function logTail(path: string): Promise<string> {
  await using file = await open(path)
  const { size } = await file.stat()
  const length = Math.min(size, tailBytes)
  const { buffer } = await file.read({ buffer: Buffer.alloc(length), position: size - length, length })
  const text = buffer.toString('utf8')
  return (size > length ? text.slice(text.indexOf('\n') + 1) : text).trimEnd()
}
