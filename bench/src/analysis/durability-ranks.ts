import { type Architecture, durabilityClass } from '@telemark/architecture'
import type { ClassRanking } from './findings.ts'
import { type ArchitectureBounds, type RulingOptions, rankedBy, rule } from './ruling.ts'

/** The contestants by what their acknowledged events survive, the most durable class first; nothing where all are of one class. */
export function durabilityRanks(
  contestants: readonly ArchitectureBounds[],
  architectures: readonly Architecture[],
  options: RulingOptions,
): readonly ClassRanking[] {
  const survivesOf = (name: string) =>
    durabilityClass(architectures.find((architecture) => architecture.name === name) as Architecture)
  const classes = Map.groupBy(contestants, ({ architecture }) => survivesOf(architecture).join())
  if (classes.size < 2) return []
  return [...classes.values()]
    .map((members) => ({
      survives: survivesOf(members[0]?.architecture ?? ''),
      ranked: rankedBy(members, options).map(({ architecture }) => architecture),
      ruling: rule(members, { ...options, givesUp: () => [] }),
    }))
    .toSorted((a, b) => b.survives.length - a.survives.length)
}
