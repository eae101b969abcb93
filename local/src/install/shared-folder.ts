import { chmod, mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'

/** Makes a folder, and those on the way, that servers may enter as another user, whatever the umask. */
export async function makeSharedFolder(path: string): Promise<void> {
  const highest = await mkdir(path, { recursive: true })
  if (highest === undefined) return
  for (let folder = path; folder.length >= highest.length; folder = dirname(folder))
    await chmod(folder, 0o755)
}
