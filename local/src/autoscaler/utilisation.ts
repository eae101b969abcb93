/** CPU that each running task has used so far, by task name. */
export interface CpuSample {
  readonly atMs: number
  readonly cpuSeconds: ReadonlyMap<string, number>
}

/**
 * CPU used / reserved between two samples, in percent, over the tasks that ran at both.
 * Without such a task there is no datapoint, which is not the same as 0 %.
 */
export function cpuPercent(from: CpuSample, to: CpuSample, reservedCores: number): number | undefined {
  const elapsedSeconds = (to.atMs - from.atMs) / 1000
  const shares = [...to.cpuSeconds].flatMap(([task, seconds]) => {
    const before = from.cpuSeconds.get(task)
    return before === undefined ? [] : [(seconds - before) / (reservedCores * elapsedSeconds)]
  })
  if (shares.length === 0 || elapsedSeconds <= 0) return undefined
  return (100 * shares.reduce((sum, share) => sum + share, 0)) / shares.length
}
