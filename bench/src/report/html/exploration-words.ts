import type { Answer, Exploration, Need, Question } from '../../analysis/explorer/explore.ts'
import { numbered, percent, rate, usd } from '../figures.ts'
import { listed } from '../words.ts'
import type { ChartTable } from './charts/drawing.ts'
import type { ExplorerData } from './page-data.ts'

/** The answer in sentences: who wins, what the fleet needs, and where the measurement stops answering. */
export function explorationSentences(
  exploration: Exploration,
  question: Question,
  data: ExplorerData,
): readonly string[] {
  return [
    sayBest(exploration, question, data),
    ...sayRivals(exploration),
    ...sayDisqualified(exploration),
    ...sayCheapest(exploration),
    ...(exploration.need === undefined ? [] : sayNeed(exploration, exploration.need)),
    ...sayValidity(exploration, question, data),
  ]
}

function sayBest(
  { answers, best }: Exploration,
  question: Question,
  { measured, percentile }: ExplorerData,
): string {
  const at = `At ${percentile} below ${question.limitMs} ms and ${percent(question.writeShare)} writes`
  if (answers.every(({ bounds }) => bounds.held === undefined))
    return `${at}: not known; no architecture held a measured rate.`
  const [first, ...others] = best
  if (first === undefined)
    return `${at}: none is known to hold what is needed${question.budgetUsd === undefined ? '' : ' within the budget'}.`
  if (others.length === 0) return `${at}: ${first.architecture.name} wins, with ${sayBounds(first)} a second.`
  const names = best.map((answer) => `${answer.architecture.name} (${sayBounds(answer)})`)
  return `${at}: a tie between ${names.slice(0, -1).join(', ')} and ${names.at(-1)}; in this run less than ${percent(measured.noiseShare)} is noise.`
}

/** The size that the fleet needs, and whether anybody measured it. */
function sayCheapest({ cheapest }: Exploration): readonly string[] {
  if (cheapest?.size === undefined) return []
  const { tasks, databaseVcpu, storageGib, monthlyUsd, validity } = cheapest.size
  const beyond = validity === 'measured' ? '' : ` ${validity}`
  return [
    `Of those that held what the fleet needs, ${cheapest.architecture.name} costs the least: ${usd(monthlyUsd)} a month for ${numbered(tasks, 'API task')}, PostgreSQL with ${databaseVcpu} vCPU and ${rate(storageGib)} GiB.${beyond}`,
  ]
}

/** Those below the line cannot win, and are not kept silent. */
function sayRivals({ answers, best }: Exploration): readonly string[] {
  const highest = best[0]?.bounds.held ?? 0
  return answers
    .filter(({ architecture, bounds: { held = 0 } }) => architecture.rival && held > highest)
    .map((answer) => `Below the line, ${answer.architecture.name} held ${sayBounds(answer)}.`)
}

/** What is not kept, or shown too late, is worth nothing at any limit. */
function sayDisqualified({ answers }: Exploration): readonly string[] {
  return answers
    .filter(({ architecture }) => architecture.disqualified.length > 0)
    .map(
      ({ architecture: { name, disqualified } }) =>
        `${name} did not keep, or showed too late, what it acknowledged under ${listed(disqualified)}, and cannot win.`,
    )
}

function sayNeed({ answers }: Exploration, need: Need): readonly string[] {
  const stored = need.storedEvents === undefined ? '' : ` It keeps ${amount(need.storedEvents)} events.`
  if (need.requestsPerSecond === undefined)
    return [
      `The fleet sends ${decimals(need.writesPerSecond)} events a second: this mix has no writes, so nothing is said of who holds them.${stored}`,
    ]
  const holding = answers.filter(({ holds }) => holds === 'yes').map(({ architecture }) => architecture.name)
  const unknown = answers
    .filter(({ holds }) => holds === 'unknown')
    .map(({ architecture }) => architecture.name)
  const who = holding.length === 0 ? 'none is known to hold that' : `${holding.join(', ')} held that`
  const open = unknown.length === 0 ? '' : `; not known of ${unknown.join(', ')}`
  return [
    `The fleet sends ${decimals(need.writesPerSecond)} events a second, with its reads ${decimals(need.requestsPerSecond)} requests: ${who}${open}.${stored}`,
  ]
}

function sayValidity(
  { answers, need }: Exploration,
  { limitMs }: Question,
  { measured, percentile }: ExplorerData,
): readonly string[] {
  const between = answers.find((answer) => answer.between !== undefined)?.between
  const outside =
    answers.length > 0 &&
    answers.every(({ bounds }) => bounds.held === undefined && bounds.failed === undefined)
  const highest = Math.max(
    0,
    ...answers.map(({ bounds: { held = 0, failed = 0 } }) => Math.max(held, failed)),
  )
  return [
    ...(between === undefined
      ? []
      : [
          `Computed between ${between[0]} and ${between[1]}, which were measured, as if one part ended both: a model, not a measurement.`,
        ]),
    ...(outside
      ? [
          'Outside of what was measured: no workload of this mix, or none on both sides of it, has a capacity at this limit.',
        ]
      : []),
    ...(limitMs > measured.limitMs
      ? [
          `Loads were ended when ${percentile} broke ${measured.limitMs} ms: at ${limitMs} ms each may hold more than is shown, and nothing here says how much.`,
        ]
      : []),
    ...(need?.requestsPerSecond !== undefined && need.requestsPerSecond > highest && highest > 0
      ? [
          `${decimals(need.requestsPerSecond)} requests a second are beyond every rate that was measured (${rate(highest)}/s): a larger size was not tried.`,
        ]
      : []),
  ]
}

function sayBounds({ bounds: { held, failed } }: Answer): string {
  if (held === undefined) return failed === undefined ? 'nothing known' : `below ${rate(failed)} requests`
  return failed === undefined
    ? `at least ${rate(held)} requests`
    : `${rate(held)} to ${rate(failed)} requests`
}

/** One row an architecture. */
export function explorationTable({ answers, best, need }: Exploration, question: Question): ChartTable {
  const priced = answers.some(({ size }) => size !== undefined)
  const sized = answers.some(({ architecture }) => architecture.size !== undefined)
  return {
    columns: [
      'architecture',
      'requests a second',
      'verdict',
      ...(need === undefined ? [] : ['holds the fleet?', 'of its capacity']),
      ...(priced ? ['API tasks', 'PostgreSQL vCPU', 'storage', 'US dollars a month'] : []),
      ...(question.budgetUsd === undefined ? [] : ['within the budget?']),
      'from',
      ...(sized ? ['size as measured'] : []),
    ],
    rows: answers.map((answer) => [
      answer.architecture.rival ? `${answer.architecture.name} (below the line)` : answer.architecture.name,
      sayBounds(answer).replace(' requests', ''),
      standing(answer, best),
      ...(need === undefined ? [] : [answer.holds ?? 'unknown', shareOf(answer, need)]),
      ...(priced ? sizeCells(answer) : []),
      ...(question.budgetUsd === undefined ? [] : [yesNo(answer.affordable)]),
      answer.between === undefined ? 'measured' : 'model',
      ...(sized ? [answer.architecture.size ?? '-'] : []),
    ]),
  }
}

function shareOf({ bounds: { held } }: Answer, { requestsPerSecond }: Need): string {
  return held === undefined || requestsPerSecond === undefined ? '-' : percent(requestsPerSecond / held)
}

/** e.g. `518 million` */
function amount(value: number): string {
  return value >= 1e6 ? `${rate(value / 1e6)} million` : rate(value)
}

function decimals(value: number): string {
  return value < 10 ? String(Number(value.toPrecision(2))) : rate(value)
}

function sizeCells({ size }: Answer): readonly string[] {
  if (size === undefined) return ['-', '-', '-', '-']
  return [rate(size.tasks), rate(size.databaseVcpu), `${rate(size.storageGib)} GiB`, usd(size.monthlyUsd)]
}

function standing(answer: Answer, best: readonly Answer[]): string {
  if (answer.architecture.disqualified.length > 0) return 'cannot win'
  if (!best.includes(answer)) return '-'
  return best.length === 1 ? 'wins' : 'tie'
}

function yesNo(value: boolean | undefined): string {
  if (value === undefined) return 'unknown'
  return value ? 'yes' : 'no'
}
