import type { Workload } from '@telemark/bench'
import { CliError } from '../errors/cli-error.ts'

/** Reads `7:3`: writes to reads of the workload `mixed`. */
export function parseMix(text: string): Workload['mix'] {
  const [, write, read] = /^(\d+(?:\.\d+)?):(\d+(?:\.\d+)?)$/.exec(text) ?? []
  if (Number(write) > 0 && Number(read) > 0) return { write: Number(write), latest: Number(read), fleet: 0 }
  throw new CliError(
    'usage',
    `Cannot use --mix ${text}: writes to reads are required, both above 0, such as 7:3.`,
  )
}

/** Moves a share of the reads of `workload` from one device's latest to the fleet page. */
export function withFleetReads(workload: Workload, share: number): Workload {
  const reads = workload.mix.latest + workload.mix.fleet
  return { ...workload, mix: { ...workload.mix, latest: reads * (1 - share), fleet: reads * share } }
}
