import { readdir, readFile, readlink } from 'node:fs/promises'

/** Processes that work below `folder` or were started with it in their environment, except this one. */
export async function processesOf(folder: string): Promise<readonly { pid: number; command: string }[]> {
  const pids = (await readdir('/proc')).map(Number).filter((pid) => pid > 0 && pid !== process.pid)
  const found = await Promise.all(
    pids.map(async (pid) => {
      // A process may end, or belong to somebody else, while it is looked at.
      const [cwd, environment, command] = await Promise.all([
        readlink(`/proc/${pid}/cwd`).catch(() => ''),
        readFile(`/proc/${pid}/environ`, 'utf8').catch(() => ''),
        readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => ''),
      ])
      const isOurs = cwd.startsWith(folder) || environment.includes(folder)
      return isOurs ? [{ pid, command: command.replaceAll('\0', ' ').trim() }] : []
    }),
  )
  return found.flat()
}
