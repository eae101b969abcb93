const longestPeriodUs = 100_000
const shortestQuotaUs = 3_000
/** The kernel refuses longer periods. */
const kernelPeriodUs = 1_000_000

/** What cgroups call a CPU limit: `quotaUs` of CPU time in every `periodUs`, both in microseconds. */
export interface CpuQuota {
  readonly quotaUs: number
  readonly periodUs: number
}

/**
 * The quota for a number of cores. ECS gives 100 ms periods; a task with a tenth of a core would then run for
 * 10 ms and stand still for 90 ms, which no Fargate task does. So the period shrinks with the cores, until the
 * quota is 3 ms; from there on it grows again, because shorter quotas are mostly overhead (doc/decisions/0005).
 */
export function cpuQuota(cores: number): CpuQuota {
  if (!(cores > 0)) throw new RangeError(`Cannot limit CPU: cores must be above 0, found ${cores}`)
  const proportional = Math.min(longestPeriodUs, longestPeriodUs * cores)
  const periodUs = Math.min(kernelPeriodUs, Math.round(Math.max(proportional, shortestQuotaUs / cores)))
  return { quotaUs: Math.max(shortestQuotaUs, Math.round(periodUs * cores)), periodUs }
}
