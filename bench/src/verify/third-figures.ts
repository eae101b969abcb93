import type { LoadRecord } from '../record/record.ts'
import { answersWithin } from './answers.ts'
import type { Database } from './database.ts'
import { endpointFigures } from './endpoint-figures.ts'
import { compared, type Figure } from './figure.ts'
import type { Judged } from './judged-interval.ts'

/** Of a soak: each third of what was judged. */
export async function thirdFigures(
  database: Database,
  { run, thirds = [] }: LoadRecord,
  { from, to }: Judged,
): Promise<readonly Figure[]> {
  const width = (to - from) / 3
  const figures: Figure[] = []
  for (const [index, third] of thirds.entries()) {
    const subject = `run ${run}, third ${index + 1}`
    const part = { from: from + index * width, to: from + (index + 1) * width }
    figures.push(
      compared({ subject, name: 'from', unit: 'ms' }, third.from, Math.round(part.from)),
      compared({ subject, name: 'to', unit: 'ms' }, third.to, Math.round(part.to)),
      ...endpointFigures(subject, third.endpoints, await answersWithin(database, part)),
    )
  }
  return figures
}
