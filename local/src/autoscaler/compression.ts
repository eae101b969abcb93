import type { Rules } from './rules.ts'

/** Below this a period's CPU average is noise: a task at 0.1 core uses half a CPU second in it. */
const minPeriodSeconds = 5

/** Time as the autoscaler sees it: AWS seconds pass faster than the machine's. */
export interface CompressedTime {
  toMs(awsSeconds: number): number
  toAwsSeconds(ms: number): number
}

/** @throws RangeError when a period would last less than 5 seconds, or longer than AWS's. */
export function compressTime(factor: number, rules: Rules): CompressedTime {
  const most = rules.periodSeconds / minPeriodSeconds
  if (!(factor >= 1 && factor <= most)) {
    throw new RangeError(
      `Cannot compress the autoscaler's time by ${factor}: its ${rules.periodSeconds} s periods must last at least ` +
        `${minPeriodSeconds} s. Choose a factor from 1 to ${most}.`,
    )
  }
  return {
    toMs: (awsSeconds) => (awsSeconds * 1000) / factor,
    toAwsSeconds: (ms) => (ms * factor) / 1000,
  }
}
