import type { Audit, TrialRecord } from '../record/record.ts'
import { type CanaryCount, canaryFigures, cellCanariesSql } from './canaries.ts'
import { capacityFigures } from './capacity-figures.ts'
import { blocksSql, capacitySql, coresSql, hitShareSql, lagSql, ownSql } from './cell-sql.ts'
import type { Database } from './database.ts'
import { compared, type Figure, notVerifiable, summed } from './figure.ts'
import { type Bracket, type Observed, observedOf } from './observed.ts'
import type { ReportedCell } from './reported-cell.ts'

const nothing: Bracket = { held: null, failed: null, seen_held: 0, seen_failed: 0 }

/** What `report.json` says of a cell, against what the loads and readings of the cell give. */
export async function cellFigures(
  database: Database,
  cell: ReportedCell,
  trials: readonly TrialRecord[],
): Promise<readonly Figure[]> {
  const name = { architecture: cell.architecture, workload: cell.workload }
  const [bracket = nothing] = await database.rows<Bracket>(capacitySql, name)
  const blocks = await database.rows<Bracket & { block: number }>(blocksSql, name)
  await database.run(ownSql, name)
  const observed = await observedOf(database, name, bracket)
  return [
    ...capacityFigures(subjectOf(cell), cell.capacity, bracket),
    ...(cell.blocks ?? []).flatMap(({ block, capacity }) =>
      capacityFigures(
        `${subjectOf(cell)}, block ${block}`,
        capacity,
        blocks.find((found) => found.block === block) ?? nothing,
      ),
    ),
    ...(observed === undefined ? [] : await observedFigures(database, cell, { observed, bracket })),
    ...(await lagFigures(database, cell)),
    ...canaryFigures(
      subjectOf(cell),
      cell.freshness?.delays ?? [],
      await database.rows<CanaryCount>(cellCanariesSql, name),
    ),
    ...auditFigures(cell, trials),
  ]
}

function subjectOf({ architecture, workload }: ReportedCell): string {
  return `${architecture}, ${workload}`
}

async function observedFigures(
  database: Database,
  cell: ReportedCell,
  { observed, bracket }: { observed: Observed; bracket: Bracket },
): Promise<readonly Figure[]> {
  const subject = subjectOf(cell)
  const { trial, from, to } = observed
  const interval = { trial, from, to }
  const latencies = bracket.held === null ? [] : await latenciesOf(database, observed)
  const cores = await database.rows<{ component: string; cores: number }>(coresSql, interval)
  const [hits] = await database.rows<{ share: number | null }>(hitShareSql, interval)
  const { cpu = {}, redisHitShare } = cell.parts ?? {}
  return [
    ...(cell.atCapacity?.endpoints ?? []).map(({ endpoint, latency }) => {
      const found = latencies.find((row) => row.endpoint === endpoint)?.p99Ms ?? undefined
      const comparison = {
        subject,
        name: `${endpoint} p99 at capacity`,
        unit: 'ms',
        tolerance: summed(found),
      } as const
      return compared(comparison, latency?.p99Ms, found)
    }),
    ...Object.entries(cpu).map(([component, use]) => {
      const found = cores.find((row) => row.component === component)?.cores
      return compared(
        { subject, name: `CPU of ${component}`, unit: 'cores', tolerance: summed(found) },
        use.cores,
        found,
      )
    }),
    ...(redisHitShare === undefined
      ? []
      : [
          compared(
            { subject, name: 'Redis hit share', unit: 'share', tolerance: summed(1) },
            redisHitShare,
            hits?.share ?? undefined,
          ),
        ]),
  ]
}

/** Of a ramp's seconds no percentile can be made: the report gives the median of theirs. */
async function latenciesOf(
  database: Database,
  { run, windows }: Observed,
): Promise<readonly { readonly endpoint: string; readonly p99Ms: number | null }[]> {
  if (windows === undefined)
    return database.rows('SELECT endpoint, p99Ms FROM answers WHERE run = $run ORDER BY endpoint', { run })
  return database.rows(
    `SELECT endpoint, median(p99Ms) AS p99Ms FROM window_answers JOIN window_rates USING (run, second)
     WHERE run = $run AND began >= $from AND began <= $to GROUP BY endpoint ORDER BY endpoint`,
    { run, ...windows },
  )
}

async function lagFigures(database: Database, cell: ReportedCell): Promise<readonly Figure[]> {
  if (cell.parts === undefined) return []
  const subject = subjectOf(cell)
  const [lag] = await database.rows<{ events: number; seconds: number | null }>(lagSql, {})
  return [
    compared({ subject, name: 'peak lag in events' }, cell.parts.peakLagEvents, lag?.events),
    compared({ subject, name: 'peak lag', unit: 's' }, cell.parts.peakLagSeconds, lag?.seconds ?? undefined),
  ]
}

/** What was acknowledged is compared with the samples load by load; what was stored only the records say. */
function auditFigures(cell: ReportedCell, trials: readonly TrialRecord[]): readonly Figure[] {
  const subject = subjectOf(cell)
  const audits = trials
    .filter(
      ({ architecture, workload, variant }) =>
        variant === undefined && architecture.name === cell.architecture && workload.name === cell.workload,
    )
    .flatMap(({ loads }) => loads.map(({ audit }) => audit))
  const total = (name: keyof Audit) => audits.reduce((sum, audit) => sum + (audit[name] ?? 0), 0)
  const names = ['acknowledged', 'stored', 'lost', 'duplicated', 'phantom', 'uncertain'] as const
  return [
    ...names.map((name) =>
      compared({ subject, name: `${name}, all loads` }, cell.audit?.[name], total(name)),
    ),
    notVerifiable(subject, 'what was stored', 'added up from the records: the database that said it is gone'),
  ]
}
