import type { Connection } from '../stores/postgres/connection.ts'
import { partitionName, startOfYesterday } from './partitions.ts'

/** The names of the partitions from the day before `now` on: everything that load has written, at midnight too. */
export async function partitionsFrom(connection: Connection, now: number): Promise<string[]> {
  const first = partitionName(startOfYesterday(now))
  const rows = await connection.query(
    {
      name: 'partitions',
      text: `SELECT relid::regclass::text FROM pg_partition_tree('telemetry_event')
        WHERE isleaf AND relid::regclass::text >= $1 ORDER BY 1`,
    },
    [first],
  )
  return rows.map(([name]) => String(name))
}
