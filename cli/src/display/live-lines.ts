import type { BenchEvent, Findings, Paint } from '@telemark/bench'
import { duration, progressTable, terminalTable, withoutColour } from '@telemark/bench'

type Activity = Extract<BenchEvent, { kind: 'activity' }>

const barWidth = 10

/** What happens now and how long still, and the tables as far as they are filled. */
export function liveLines(
  activity: Activity | undefined,
  findings: Findings | undefined,
  paint: Paint = withoutColour,
): readonly string[] {
  const tables = (findings?.workloads ?? []).flatMap((workload) => {
    const measuring = activity?.workload === workload.workload ? activity.architecture : undefined
    return ['', ...terminalTable(progressTable(workload, findings?.cohort.plan.targetRate, measuring), paint)]
  })
  return [...(activity ? [progressLine(activity)] : []), ...tables]
}

/** `mixed     [##........] 2/12  scale, ramp 410/s, p99 88 ms, 17 min left` */
function progressLine({
  architecture,
  workload = '',
  text,
  done,
  total,
  remainingSeconds,
}: Activity): string {
  const filled = total === 0 ? 0 : Math.round((done / total) * barWidth)
  const bar = `${'#'.repeat(filled)}${'.'.repeat(barWidth - filled)}`
  const now = [
    ...(architecture === undefined ? [] : [architecture]),
    text,
    `${duration(remainingSeconds)} left`,
  ]
  return `${workload.padEnd(11)} [${bar}] ${done}/${total}  ${now.join(', ')}`
}
