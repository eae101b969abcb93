import type { Findings } from '../analysis/findings.ts'
import type { TrialWithReadings } from '../record/record.ts'
import { csv } from './csv.ts'
import { htmlReport } from './html/html-report.ts'
import { verdictSvg } from './html/verdict-svg.ts'
import { json } from './json.ts'
import { markdown } from './markdown.ts'

/** What stands beside the records once they are reported, by name, the page that people open last. The same records give the same bytes. */
export async function reportFiles(
  findings: Findings,
  trials: readonly TrialWithReadings[],
): Promise<Readonly<Record<string, string>>> {
  return {
    'report.md': markdown(findings),
    'report.json': json(findings),
    'probes.csv': csv(trials),
    'verdict.svg': verdictSvg(findings, trials),
    'report.html': await htmlReport(findings, trials),
  }
}
