import { open } from 'node:fs/promises'
import { readableLog } from './readable-log.ts'

/** Enough for one error of the service with all that caused it: that is one line. */
const tailBytes = 8000

/** The end of a log file, for an error message; whole lines, readable. */
export async function logTail(path: string): Promise<string> {
  await using file = await open(path)
  const { size } = await file.stat()
  const length = Math.min(size, tailBytes)
  const { buffer } = await file.read({ buffer: Buffer.alloc(length), position: size - length, length })
  const text = buffer.toString('utf8')
  return readableLog((size > length ? text.slice(text.indexOf('\n') + 1) : text).trimEnd())
}
