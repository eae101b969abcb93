import { open, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { explainWrite } from './explain-write.ts'

/** Writes `folder/name` so that a reader, or a crash, sees the whole file or none. */
export async function writeJson(folder: string, name: string, value: unknown): Promise<void> {
  const path = join(folder, name)
  const partial = `${path}.partial`
  try {
    await using file = await open(partial, 'w')
    await file.writeFile(`${JSON.stringify(value, undefined, 2)}\n`)
    await file.sync()
    await rename(partial, path)
  } catch (cause) {
    throw explainWrite(path, cause)
  }
}
