import type { Findings } from '../analysis/findings.ts'
import type { TrialRecord } from '../record/record.ts'
import { csv } from './csv.ts'
import { json } from './json.ts'
import { markdown } from './markdown.ts'

/** What stands beside the records once they are reported, by name. The same records give the same bytes. */
export function reportFiles(
  findings: Findings,
  trials: readonly TrialRecord[],
): Readonly<Record<string, string>> {
  return {
    'report.md': markdown(findings),
    'report.json': json(findings),
    'probes.csv': csv(trials),
  }
}
