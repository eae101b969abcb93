import type { Findings } from '../../analysis/findings.ts'
import type { TrialWithReadings } from '../../record/record.ts'
import { chartsOf, pageDataOf } from './charts-of.ts'
import { documentOf } from './document.ts'
import { pageInput } from './page-input.ts'
import { pageScript, pageStyle } from './page-parts.ts'
import { sectionsOf } from './sections/sections.ts'
import { verdictSection } from './sections/verdict.ts'

/**
 * The report as one file that opens without a network: text and tables stand in the page, charts and the explorer are made by
 * its script. The same findings and trials give the same bytes.
 */
export async function htmlReport(findings: Findings, trials: readonly TrialWithReadings[]): Promise<string> {
  const input = pageInput(findings, trials)
  const charts = chartsOf(input)
  return documentOf({
    cohort: findings.cohort,
    verdict: verdictSection(input, charts.capacity),
    sections: sectionsOf(input, charts),
    data: pageDataOf(input, charts),
    style: await pageStyle(),
    script: await pageScript(),
  })
}
