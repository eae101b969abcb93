import type { Findings } from '../analysis/findings.ts'
import { headerLines } from './header.ts'
import { reportTables } from './report-tables.ts'
import type { Paint } from './terminal-table.ts'
import { terminalTable, withoutColour } from './terminal-table.ts'
import { verdictSentences } from './verdict-sentences.ts'

/** The whole report as text for a terminal, the verdict last: there it is seen first. */
export function terminalReport(findings: Findings, paint: Paint = withoutColour): string {
  const header = headerLines(findings.cohort).map(([label, text]) => `${label.padEnd(9)} ${text}`)
  const warnings = findings.warnings.map(({ message }) => `${paint('warning', 'doubtful')}: ${message}`)
  const blocks = [
    header,
    ...reportTables(findings).map((table) => terminalTable(table, paint)),
    warnings,
    [paint('Verdict', 'title'), ...verdictSentences(findings).map((sentence) => `  ${sentence}`)],
  ]
  return `${blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`
}
