import { readdir, readFile } from 'node:fs/promises'
import { processesIn } from '@telemark/local'

/** Processes that work below `folder` or were started with it in their environment, except this one. */
export async function processesOf(folder: string): Promise<readonly { pid: number; command: string }[]> {
  const working = new Set(processesIn(folder))
  const pids = (await readdir('/proc')).map(Number).filter((pid) => pid > 0 && pid !== process.pid)
  const found = await Promise.all(
    pids.map(async (pid) => {
      // A process may end, or belong to somebody else, while it is looked at.
      const [environment, command] = await Promise.all([
        readFile(`/proc/${pid}/environ`, 'utf8').catch(() => ''),
        readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => ''),
      ])
      const isOurs = working.has(pid) || environment.includes(folder)
      return isOurs ? [{ pid, command: command.replaceAll('\0', ' ').trim() }] : []
    }),
  )
  return found.flat()
}
