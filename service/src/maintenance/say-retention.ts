import { rfc3339 } from '../telemetry/event-time.ts'
import { oldestKept, type Retention, type RetentionOptions } from './retention.ts'

/** What a run has done, for people: one line. */
export function sayRetention(done: Retention, { now, retentionDays }: RetentionOptions): string {
  if (done.kind === 'elsewhere') return 'Another task is dropping partitions now; nothing was done here.'
  const { dropped, waitsFor } = done
  const until = rfc3339(oldestKept(now, retentionDays)).slice(0, 10)
  const said =
    dropped.length === 0
      ? `No partition of a day before ${until} was dropped.`
      : `Dropped ${dropped.join(', ')}: older than ${until}.`
  return waitsFor === undefined
    ? said
    : `${said} ${waitsFor} is still being read; the next run goes on with it.`
}
