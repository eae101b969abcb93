import type { LoadRecord } from '../record/record.ts'
import type { Database } from './database.ts'
import { compared, type Figure, notVerifiable } from './figure.ts'

interface Witnessed {
  readonly requests: number
  readonly p50Ms: number | null
  readonly p95Ms: number | null
  readonly p99Ms: number | null
}

const names = { p50Ms: 'p50', p95Ms: 'p95', p99Ms: 'p99' } as const

/**
 * The generator's side of the witness: which requests carried the header follows from their numbers (bench/k6/witness.ts). Of what the
 * load balancer said some may not have arrived; then the samples do not tell which requests were compared.
 */
export async function witnessFigures(
  database: Database,
  { run, witness }: LoadRecord,
): Promise<readonly Figure[]> {
  if (witness === undefined) return []
  const subject = `run ${run}`
  const [found] = await database.rows<Witnessed>(witnessedSql, { run })
  const requests = found?.requests ?? 0
  const balancer = notVerifiable(subject, "the load balancer's latencies", 'its own clock said them')
  if (witness.requests < requests)
    return [
      notVerifiable(
        subject,
        'witness',
        `the load balancer told of ${witness.requests} of ${requests} requests, and no sample says of which`,
      ),
      balancer,
    ]
  return [
    compared({ subject, name: 'witnessed requests' }, witness.requests, requests),
    ...(['p50Ms', 'p95Ms', 'p99Ms'] as const).map((name) =>
      compared(
        { subject, name: `witnessed ${names[name]}, generator`, unit: 'ms' },
        witness.generator[name],
        found?.[name] ?? undefined,
      ),
    ),
    balancer,
  ]
}

/** One of ten, drawn by a hash of run and number. Nearest rank, connecting left out. */
const witnessedSql = `
  SELECT
    count(*)::INTEGER AS requests,
    ${rank(500)} AS p50Ms, ${rank(950)} AS p95Ms, ${rank(990)} AS p99Ms
  FROM (
    SELECT duration, row_number() OVER (ORDER BY duration) AS place, count(*) OVER () AS total
    FROM judged WHERE succeeded AND hash32(xor($run::UBIGINT, 625341585::UBIGINT), n) % 10 = 0
  )`

function rank(permille: number): string {
  return `max(duration) FILTER (place = greatest(1, (total * ${permille} + 999) // 1000))`
}
