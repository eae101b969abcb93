import { bytesAnEvent } from '../analysis/cost/storage.ts'
import type { Flip, Refusal, Side, TargetLadder } from '../analysis/findings/flips.ts'
import type { Findings } from '../analysis/findings.ts'
import { count, percent, rate, usd } from './figures.ts'
import { listed } from './words.ts'

export interface FlipSentence {
  /** Absent where it is about all of them. */
  readonly workload?: string
  readonly sentence: string
}

/** What would change the winner, the smallest change of each kind, and what cannot be said. */
export function flipSentences({
  flips: { flips, ladders, refusals },
  cohort,
}: Findings): readonly FlipSentence[] {
  const limitMs = cohort.plan.slo.latency.limitMs
  return [
    ...flips.filter((flip) => flip.change.kind !== 'price').map((flip) => sentenceOf(flip, limitMs)),
    ...smallestPriceChanges(flips).map((flip) => sentenceOf(flip, limitMs)),
    ...ladders.map(sayLadder),
    ...refusals.map(sayRefusal),
  ]
}

function smallestPriceChanges(flips: readonly Flip[]): readonly Flip[] {
  const prices = flips.filter(({ change }) => change.kind === 'price')
  const size = ({ at }: Flip) => Math.abs(Math.log(at))
  return [...Map.groupBy(prices, ({ workload }) => workload).values()].flatMap(
    (own) => own.toSorted((a, b) => size(a) - size(b))[0] ?? [],
  )
}

function sentenceOf(flip: Flip, limitMs: number): FlipSentence {
  return { ...(flip.workload !== undefined && { workload: flip.workload }), sentence: sayFlip(flip, limitMs) }
}

function sayFlip({ change, now, then, at, direction }: Flip, limitMs: number): string {
  switch (change.kind) {
    case 'mix':
      return `${sayWins(then)} from ${percent(at)} writes on; below, ${sayIs(now)} (between the measured mixes, by the operational laws).`
    case 'latency': {
      const bound =
        direction === 'below' ? `With a limit of ${at} ms or less` : `With a limit of ${at} ms or more`
      return `${bound} instead of ${limitMs} ms ${sayIs(then)}; as it is, ${sayIs(now)}.`
    }
    case 'price':
      return `For a dollar, if ${change.service} cost ${at.toFixed(2)} times as much, ${sayIs(then)}; at today's prices ${sayIs(now)}.`
    case 'storage': {
      const events = Math.round((at * 2 ** 30) / bytesAnEvent / 1e6)
      return `For a dollar, with ${count(Math.round(at))} GiB stored (${count(events)} million events) ${sayIs(then)}; with little stored ${sayIs(now)}.`
    }
  }
}

function sayWins(side: Side): string {
  return side.kind === 'winner' ? `${side.best} wins` : `Nobody wins alone`
}

function sayIs(side: Side): string {
  switch (side.kind) {
    case 'winner':
      return `${side.best} is best`
    case 'tie':
      return `${listed(side.between)} are tied`
    case 'open':
      return `nothing is decided (${side.reason})`
  }
}

function sayLadder({ workload, targetRate, steps }: TargetLadder): FlipSentence {
  const rungs = steps.map(
    ({ architecture, upTo, monthlyUsd }) =>
      `${architecture} up to ${rate(upTo)}/s (${usd(monthlyUsd)} a month)`,
  )
  const highest = steps.at(-1)?.upTo ?? 0
  const beyond =
    highest >= targetRate
      ? ''
      : ` For the target of ${rate(targetRate)}/s none is: nothing dearer holds more by more than the noise.`
  return { workload, sentence: `The cheapest that holds a target: ${rungs.join(', then ')}.${beyond}` }
}

function sayRefusal({ workload, kind, reason }: Refusal): FlipSentence {
  return { ...(workload !== undefined && { workload }), sentence: `Not said of the ${kind}: ${reason}.` }
}
