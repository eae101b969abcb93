import { type Pair, ratioOf } from './outcome.ts'
import type { SuiteOptions } from './suite.ts'

/** How often both sides of a comparison are measured, in turns. */
const rounds = 5

/** What is compared, each in the same unit, and more is better. */
interface Sides {
  reference(): Promise<number>
  subject(): Promise<number>
}

/**
 * Measures both sides in turns: what else happens on the machine happens to both. Each begins every other round, because one may pay for what the
 * other left behind, as for the vacuum of its rows.
 */
export async function measurePairs(
  { reference, subject }: Sides,
  options: Pick<SuiteOptions, 'say'>,
): Promise<readonly Pair[]> {
  const measured = await measureRounds(async (round) => {
    if (round % 2 === 0) {
      const first = await subject()
      return [{ reference: await reference(), subject: first }]
    }
    return [{ reference: await reference(), subject: await subject() }]
  }, options)
  return measured.flat()
}

/** Measures rounds of several pairs; what each found, round by round. */
export async function measureRounds(
  measure: (round: number) => Promise<readonly Pair[]>,
  { say }: Pick<SuiteOptions, 'say'>,
): Promise<readonly (readonly Pair[])[]> {
  const measured: (readonly Pair[])[] = []
  for (let round = 1; round <= rounds; round += 1) {
    const pairs = await measure(round)
    measured.push(pairs)
    say(`round ${round} of ${rounds}: ${pairs.map((pair) => ratioOf(pair).toFixed(2)).join('  ')}`)
  }
  return measured
}
