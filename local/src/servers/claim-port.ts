import { portOwner } from '../process/port-owner.ts'
import { freePort, isFree } from '../process/ports.ts'

/** The port asked for, or a free one. Rejects, naming who has it, when the one asked for is taken. */
export async function claimPort(title: string, asked: number | undefined): Promise<number> {
  if (asked === undefined) return freePort()
  if (await isFree(asked)) return asked
  const owner = portOwner(asked)
  throw new Error(
    `Cannot start ${title}: port ${asked} is taken${owner === undefined ? '' : ` by ${owner}`}. Stop it, or choose another port.`,
  )
}
