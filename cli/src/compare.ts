import { readdir, rmdir } from 'node:fs/promises'
import type { BenchEvent, CohortOptions, Outputs, Plan } from '@telemark/bench'
import { isCannotResume, provisionalLines, resumeCohort, runCohort, standsElsewhere } from '@telemark/bench'
import type { Context } from './context.ts'
import { createDisplay } from './display/display.ts'
import { CliError } from './errors/cli-error.ts'
import { measuredSources, platformHere } from './platform.ts'
import { requireTools } from './require-tools.ts'
import { createResultsFolder } from './results-folder.ts'
import { findingsOf, report } from './write-report.ts'

/** Where records and samples go. */
export interface CompareOptions {
  /** Records go into a new folder in there. */
  readonly results: string
  readonly outputs: Outputs
  /** This machine, where it is left out. */
  readonly places?: (report: Report) => Places
}

type Report = (line: string) => void

/** Where the architectures stand, and where the generator is calibrated. */
type Places = Pick<CohortOptions, 'platform' | 'calibrateOn'>

/** Measures what `plan` says, showing it as it goes, and reports it: also what an interruption or a failure left. */
export async function compare(plan: Plan, options: CompareOptions, context: Context): Promise<void> {
  const { results, outputs, places = here } = options
  const folder = await createResultsFolder(results, new Date())
  const shared = { folder, signal: context.signal, sources: measuredSources, outputs }
  await measureAndReport(context, {
    folder,
    architectures: plan.architectures,
    events: (report) => runCohort(plan, { ...shared, ...places(report) }),
  })
}

/** Goes on with the comparison in `folder`, and reports all of it. */
export async function resume(
  folder: string,
  budgetSeconds: number | undefined,
  context: Context,
): Promise<void> {
  const { cohort } = await findingsOf(folder)
  if (standsElsewhere(cohort.plan))
    throw new CliError(
      'usage',
      `Cannot resume ${folder}: architectures that were started here are required, and it measured services that stand elsewhere. Measure them anew with --url.`,
    )
  const options = { folder, signal: context.signal, sources: measuredSources }
  const budget = budgetSeconds === undefined ? {} : { budgetSeconds }
  await measureAndReport(context, {
    folder,
    architectures: cohort.plan.architectures,
    events: (report) => resumeCohort({ ...options, ...budget, ...here(report) }),
  })
}

const here = (report: Report): Places => ({ platform: platformHere({ report }) })

interface Measuring {
  readonly folder: string
  readonly architectures: Plan['architectures']
  readonly events: (report: Report) => AsyncIterable<BenchEvent>
}

async function measureAndReport(context: Context, measuring: Measuring): Promise<void> {
  const failures = await failuresOf(measure(measuring, context))
  if (failures.some(isCannotResume)) throw new CliError('usage', String(messageOf(failures[0])))
  failures.push(...(await failuresOf(reportKnown(measuring.folder, context))))
  for (const first of failures) throw first // the later one is a consequence
  context.signal.throwIfAborted()
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

async function failuresOf(work: Promise<void>): Promise<unknown[]> {
  return work.then(
    () => [],
    (error: unknown) => [error],
  )
}

async function measure(
  { folder, architectures, events }: Measuring,
  { out, signal }: Context,
): Promise<void> {
  using display = createDisplay(out, process.env)
  signal.addEventListener(
    'abort',
    () => display.note('Stopping: what is measured is kept. Ctrl-C again kills at once.'),
    {
      once: true,
    },
  )
  const startedHere = architectures.filter(({ standsAt }) => standsAt === undefined)
  await requireTools({ architectures: startedHere, load: true, report: display.note, signal })
  for await (const event of events(display.note)) {
    display.show(event)
    if (event.kind === 'trial') display.fill(await findingsOf(folder), event.record)
    if (event.kind === 'provisional') display.notes(provisionalLines(await findingsOf(folder), event))
  }
}

async function reportKnown(folder: string, { out }: Context): Promise<void> {
  const names = await readdir(folder)
  if (names.length === 0) return rmdir(folder)
  if (!names.includes('cohort.json')) {
    out.write(
      '\nIt was stopped before its sizing was done: nothing is known of any cell, and there is nothing to resume.\n',
    )
    return
  }
  out.write('\n')
  await report(folder, out)
}
