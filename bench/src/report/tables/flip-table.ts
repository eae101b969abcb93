import type { Findings } from '../../analysis/findings.ts'
import { tried } from '../../analysis/flips/value-flips.ts'
import { percent } from '../figures.ts'
import { flipSentences } from '../flip-sentences.ts'
import type { Table } from '../table.ts'
import { columns, plain } from '../table.ts'

/** What would change the winner, in sentences. */
export function flipTable(findings: Findings): Table {
  return {
    title: 'What would change the winner',
    columns: columns(['workload', 'change'], []),
    rows: flipSentences(findings).map(({ workload, sentence }) => [
      plain(workload ?? 'all'),
      plain(sentence),
    ]),
    notes: [
      `One thing is changed at a time, in small steps, and only within what was measured; prices up to ${tried.priceFactor} times as high or low. Best: ahead of all others by more than ${percent(findings.verdict.noise.share)}, as in the verdict; smaller leads are ties, and no change within a tie is listed.`,
    ],
  }
}
