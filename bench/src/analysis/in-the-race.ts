import type { Ruling } from './findings.ts'
import { type ArchitectureBounds, type RulingOptions, rankedBy, standingOf } from './ruling.ts'
import { leadOf } from './separation.ts'

/** Blocks of the same cell differed by a third and more within one run: a lead beyond this is none of a slow minute. */
const clearLead = 0.5

/**
 * Who may still turn out to be the best, the strongest first: another block decides between them. Nobody once the blocks have named the best. Out of the race is who is
 * proven to be behind, and who failed far below what the best held.
 */
export function inTheRace(
  contestants: readonly ArchitectureBounds[],
  ruling: Ruling,
  options: Pick<RulingOptions, 'tie' | 'compare'>,
): readonly string[] {
  if (ruling.kind === 'winner' && ruling.basis === 'blocks') return []
  const ranked = rankedBy(contestants, options)
  const [best] = ranked
  if (best === undefined) return []
  return ranked
    .filter((other) => other === best || !isOut(best, other, options))
    .map(({ architecture }) => architecture)
}

function isOut(
  best: ArchitectureBounds,
  other: ArchitectureBounds,
  options: Pick<RulingOptions, 'tie' | 'compare'>,
): boolean {
  const { kind, basis } = standingOf(best, other, options)
  return kind === 'ahead' && (basis === 'blocks' || leadOf(best.bounds, other.bounds) > clearLead)
}
