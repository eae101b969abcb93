import type { Ruling } from '../analysis/findings.ts'
import { percent } from './figures.ts'
import { listed } from './words.ts'

/** e.g. `kafka is best, by 1.8x against redis, 95 % interval 1.5 to 2.2` */
export function sayRuling(ruling: Ruling): string {
  switch (ruling.kind) {
    case 'winner': {
      const costs = ruling.givesUp.length === 0 ? '' : `; for that, ${ruling.givesUp.join('; ')}`
      return `${ruling.best} is best, ${sayLead(ruling)}${costs}`
    }
    case 'tie':
      return `a tie between ${listed(ruling.between)}: ${ruling.reason}`
    case 'withheld':
      return `verdict withheld: ${ruling.reason}`
  }
}

/** The same without why, and without its price: e.g. `kafka is best, by 1.8x against redis` */
export function sayBriefly(ruling: Ruling): string {
  switch (ruling.kind) {
    case 'winner':
      return `${ruling.best} is best, ${sayLead(ruling)}`
    case 'tie':
      return `a tie between ${listed(ruling.between)}`
    case 'withheld':
      return sayRuling(ruling)
  }
}

function sayLead({ runnerUp, ratio, interval }: Extract<Ruling, { kind: 'winner' }>): string {
  if (interval === undefined) return `with at least ${ratio.toFixed(2)} times the capacity of ${runnerUp}`
  const { from, to, confidence } = interval
  return `by ${ratio.toFixed(2)}x against ${runnerUp}, ${percent(confidence)} interval ${from.toFixed(2)} to ${to.toFixed(2)}`
}
