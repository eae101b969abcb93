import { readdir, rmdir } from 'node:fs/promises'
import type { CohortOptions, Outputs, Plan } from '@telemark/bench'
import { runCohort } from '@telemark/bench'
import type { Context } from './context.ts'
import { createDisplay } from './display/display.ts'
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
  readonly places?: (report: (line: string) => void) => Places
}

/** Where the architectures stand, and where the generator is calibrated. */
type Places = Pick<CohortOptions, 'platform' | 'calibrateOn'>

/** Measures what `plan` says, showing it as it goes, and reports it: also what an interruption or a failure left. */
export async function compare(plan: Plan, options: CompareOptions, context: Context): Promise<void> {
  const folder = await createResultsFolder(options.results, new Date())
  const failures = await failuresOf(measure({ ...options, plan, folder }, context))
  failures.push(...(await failuresOf(reportKnown(folder, context))))
  for (const first of failures) throw first // the later one is a consequence
  context.signal.throwIfAborted()
}

async function failuresOf(work: Promise<void>): Promise<unknown[]> {
  return work.then(
    () => [],
    (error: unknown) => [error],
  )
}

interface Measuring extends CompareOptions {
  readonly plan: Plan
  readonly folder: string
}

const here = (report: (line: string) => void): Places => ({ platform: platformHere({ report }) })

async function measure(
  { plan, folder, outputs, places = here }: Measuring,
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
  const startedHere = plan.architectures.filter(({ standsAt }) => standsAt === undefined)
  await requireTools({ architectures: startedHere, load: true, report: display.note, signal })
  const where = { ...places(display.note), folder, signal, sources: measuredSources, outputs }
  for await (const event of runCohort(plan, where)) {
    display.show(event)
    if (event.kind === 'trial') display.fill(await findingsOf(folder), event.record)
  }
}

async function reportKnown(folder: string, { out }: Context): Promise<void> {
  const names = await readdir(folder)
  if (names.length === 0) return rmdir(folder)
  if (!names.includes('cohort.json')) return
  out.write('\n')
  await report(folder, out)
}
