import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { finished } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { explainWrite } from './explain-write.ts'

/** A gzipped text file that lines are appended to. Disposing closes it; what was written by then is readable. */
export interface LineWriter extends AsyncDisposable {
  /** Resolves when there is room for more. Rejects if the file cannot be written. */
  write(line: string): Promise<void> | undefined
}

const chunkCharacters = 64 * 1024

/** Level 1: the same samples must not cost the machine under test more than need be. */
export function createLineWriter(path: string): LineWriter {
  const gzip = createGzip({ level: 1 })
  const file = createWriteStream(path)
  let failure: unknown
  const closed = finished(gzip.pipe(file)).catch((cause: unknown) => {
    failure = cause
    gzip.destroy()
  })
  const lines: string[] = []
  let characters = 0

  const flush = async () => {
    if (failure !== undefined) throw explainWrite(path, failure)
    const chunk = lines.join('')
    lines.length = 0
    characters = 0
    if (!gzip.write(chunk)) await Promise.race([once(gzip, 'drain'), closed])
  }
  return {
    write(line) {
      lines.push(line, '\n')
      characters += line.length
      return characters >= chunkCharacters ? flush() : undefined
    },
    async [Symbol.asyncDispose]() {
      if (failure === undefined) gzip.end(lines.join(''))
      await closed
      if (failure !== undefined) throw explainWrite(path, failure)
    },
  }
}
