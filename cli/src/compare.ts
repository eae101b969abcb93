import { readdir, rmdir } from 'node:fs/promises'
import type { Plan } from '@telemark/bench'
import { runCohort } from '@telemark/bench'
import type { Context } from './context.ts'
import { createDisplay } from './display/display.ts'
import { measuredSources, platformHere } from './platform.ts'
import { requireTools } from './require-tools.ts'
import { createResultsFolder } from './results-folder.ts'
import { findingsOf, report } from './write-report.ts'

/** Measures what `plan` says, showing it as it goes, and reports it: also what an interruption or a failure left. */
export async function compare(plan: Plan, results: string, context: Context): Promise<void> {
  const folder = await createResultsFolder(results, new Date())
  const failures = await failuresOf(measure(plan, folder, context))
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

async function measure(plan: Plan, folder: string, { out, signal }: Context): Promise<void> {
  using display = createDisplay(out, process.env)
  signal.addEventListener(
    'abort',
    () => display.note('Stopping: what is measured is kept. Ctrl-C again kills at once.'),
    {
      once: true,
    },
  )
  await requireTools({ architectures: plan.architectures, load: true, report: display.note, signal })
  const platform = platformHere({ report: display.note })
  for await (const event of runCohort(plan, { platform, folder, signal, sources: measuredSources })) {
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
