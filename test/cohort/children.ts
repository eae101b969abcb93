import { readdir, readFile } from 'node:fs/promises'

/** Commands of the processes that this one has started and that still run. */
export async function childrenOfThis(): Promise<readonly string[]> {
  const processes = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
  const children = await Promise.all(processes.map(childOfThis))
  return children.filter((command) => command !== undefined)
}

async function childOfThis(pid: string): Promise<string | undefined> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '') // it may have ended meanwhile
  const [, command = '', state, parent] = /^\d+ \((.*)\) (\S) (\d+)/.exec(stat) ?? []
  return Number(parent) === process.pid && state !== 'Z' ? command : undefined
}
