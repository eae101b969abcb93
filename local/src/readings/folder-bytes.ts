import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'

/** Disk space that the files below `folder` take; files that vanish meanwhile count nothing. */
export async function folderBytes(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile())
  const sizes = await Promise.all(files.map((file) => allocatedBytes(join(file.parentPath, file.name))))
  return sizes.reduce((sum, bytes) => sum + bytes, 0)
}

/** Kafka preallocates its indexes as sparse files: blocks tell the truth, the length does not. */
async function allocatedBytes(file: string): Promise<number> {
  const found = await stat(file).catch(() => undefined)
  return (found?.blocks ?? 0) * 512
}
