import type { Slo } from '../plan/slo.ts'
import type { LoadRecord } from '../record/record.ts'
import type { Database } from './database.ts'
import { compared, type Figure } from './figure.ts'

/** Answers that took as long as the limit or longer, of each endpoint for which they were counted. */
export async function slowFigures(
  database: Database,
  { run, endpoints }: LoadRecord,
  { latency: { limitMs } }: Slo,
): Promise<readonly Figure[]> {
  const found = await database.rows<{ endpoint: string; slow: number }>(
    'SELECT endpoint, count(*)::INTEGER AS slow FROM judged WHERE succeeded AND latency_ms >= $limitMs GROUP BY endpoint',
    { limitMs },
  )
  return endpoints.flatMap(({ endpoint, slow }) =>
    slow === undefined
      ? []
      : [
          compared(
            { subject: `run ${run}`, name: `${endpoint} slow` },
            slow,
            found.find((row) => row.endpoint === endpoint)?.slow ?? 0,
          ),
        ],
  )
}
