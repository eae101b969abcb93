import type { Slo } from './slo.ts'

/** What k6 is told, whose own default is a minute: a request that takes longer has failed for any device, and has no latency. */
export const timeoutSeconds = 5

/** `slo`, if every limit in it can both hold and break. Throws a RangeError that says what is required. */
export function checkedSlo(slo: Slo): Slo {
  const { percentile, limitMs } = slo.latency
  if (!(limitMs > 0 && limitMs < timeoutSeconds * 1000))
    throw new RangeError(
      `Cannot judge by p${percentile}=${limitMs}ms: a limit above 0 and below ${timeoutSeconds} s is required, because a request that takes longer counts as failed. Give one such as p${percentile}=300ms.`,
    )
  if (!(slo.failureRate > 0 && slo.failureRate <= 1))
    throw new RangeError(
      `Cannot judge by failures=${slo.failureRate * 100}%: a limit above 0% and up to 100% is required, because failures have to stay below it. Give failures=0.1% to allow none in 1,000 requests.`,
    )
  if (!(slo.completion > 0 && slo.completion <= 1))
    throw new RangeError(
      `Cannot judge by completion=${slo.completion * 100}%: a limit above 0% and up to 100% is required, because no share is below 0%. Give one such as completion=99%.`,
    )
  const { freshness } = slo
  if (freshness !== undefined && !(freshness.share > 0 && freshness.share <= 1))
    throw new RangeError(
      `Cannot judge by freshness=${freshness.share * 100}%: a limit above 0% and up to 100% is required, because no share is below 0%. Give one such as freshness=99%.`,
    )
  return slo
}
