import type { Findings } from '../analysis/findings.ts'
import type { BenchEvent } from '../bench-event.ts'
import { duration } from './figures.ts'
import { progressTable } from './tables/progress-table.ts'
import type { Paint } from './terminal-table.ts'
import { terminalTable, withoutColour } from './terminal-table.ts'
import { verdictSentences } from './verdict-sentences.ts'

/** What is known while a comparison still runs: tables and verdict, and how much they are worth. */
export function provisionalLines(
  findings: Findings,
  { elapsedSeconds, isEarly }: Extract<BenchEvent, { kind: 'provisional' }>,
  paint: Paint = withoutColour,
): readonly string[] {
  const { workloads, cohort } = findings
  const worth = isEarly
    ? 'not every cell was measured yet'
    : 'every cell was measured once; what follows narrows it'
  return [
    '',
    paint(`Provisional verdict after ${minutesAndSeconds(elapsedSeconds)}: ${worth}`, 'title'),
    ...verdictSentences(findings).map((sentence) => `  ${sentence}`),
    ...workloads.flatMap((workload) => [
      '',
      ...terminalTable(progressTable(workload, cohort.plan.targetRate, undefined), paint),
    ]),
    '',
  ]
}

/** `6 min 20 s`. */
function minutesAndSeconds(value: number): string {
  const seconds = Math.round(value)
  return seconds < 60 ? duration(seconds) : `${Math.floor(seconds / 60)} min ${seconds % 60} s`
}
