import type { Probe } from './probe.ts'

/** A confirmation lasts three times as long as the shortest plateau, and sees what only shows late. */
const confirmationVotes = 2

/**
 * The highest rate that `probes`, oldest first, say is held: up to it the passes, beyond it the fails agree. Where they do not, it is where the
 * fewest contradict (for results that are wrong equally often at any rate, the most likely edge); of several such edges the one that was contradicted
 * longest ago, so that what was asked again counts, and of those the lowest. A confirmation counts twice. 0 where nothing is held.
 */
export function edgeBetween(probes: readonly Probe[]): number {
  const judged = probes.filter(({ result }) => result.kind !== 'invalid')
  const ranked = [0, ...judged.map(({ rate }) => rate)]
    .map((edge) => ({
      edge,
      against: judged.reduce((sum, probe) => sum + votesAgainst(edge, probe), 0),
      latest: judged.findLastIndex((probe) => votesAgainst(edge, probe) > 0),
    }))
    .toSorted((a, b) => a.against - b.against || a.latest - b.latest || a.edge - b.edge)
  return ranked[0]?.edge ?? 0
}

function votesAgainst(edge: number, { kind, rate, result }: Probe): number {
  const isContradicted = rate <= edge ? result.kind === 'fail' : result.kind === 'pass'
  if (!isContradicted) return 0
  return kind === 'confirmation' ? confirmationVotes : 1
}
