import type { Probe } from './probe.ts'

/** A confirmation lasts three times as long as the shortest plateau, and sees what only shows late. */
const confirmationVotes = 2

/**
 * The highest rate that `probes` say is held: up to it the passes, beyond it the fails agree. Where they do not, it is where the
 * fewest contradict (for results that are wrong equally often at any rate, the most likely edge); of several such edges one with which the
 * last plateau agrees, and of those the lowest. A confirmation counts twice. 0 where nothing is held.
 */
export function edgeBetween(probes: readonly Probe[]): number {
  const judged = probes.filter(({ result }) => result.kind !== 'invalid')
  const rates = judged.map(({ rate }) => rate).toSorted((a, b) => a - b)
  const last = judged.at(-1)
  const ranked = [0, ...rates]
    .map((edge) => ({
      edge,
      against: judged.reduce((sum, probe) => sum + votesAgainst(edge, probe), 0),
      last: last === undefined ? 0 : votesAgainst(edge, last),
    }))
    .toSorted((a, b) => a.against - b.against || a.last - b.last || a.edge - b.edge)
  return ranked[0]?.edge ?? 0
}

function votesAgainst(edge: number, { kind, rate, result }: Probe): number {
  const isContradicted = rate <= edge ? result.kind === 'fail' : result.kind === 'pass'
  if (!isContradicted) return 0
  return kind === 'confirmation' ? confirmationVotes : 1
}
