import { minutesOf } from '@telemark/bench'
import { Command } from 'commander'
import type { Context } from '../context.ts'
import type { ElsewhereFlags } from '../elsewhere.ts'
import { CliError } from '../errors/cli-error.ts'
import { exitCodesHelp } from '../errors/exit-codes.ts'
import { parseDuration } from '../options/duration.ts'
import { parseOutputs } from '../options/outputs.ts'
import type { PlanFlags } from '../options/plan.ts'
import { planFromFlags } from '../options/plan.ts'

interface CompareFlags extends PlanFlags, Omit<ElsewhereFlags, 'url'> {
  readonly results: string
  readonly url?: readonly string[]
  readonly yes?: true
  readonly out?: readonly string[]
  readonly resume?: string
}

/** A comparison that goes on has its plan; only more time can be given. */
function budgetToResume({ budget, ...others }: PlanFlags, elsewhere: object): number | undefined {
  const [given] = Object.entries({ ...others, ...elsewhere }).flatMap(([name, value]) =>
    value === undefined ? [] : [name],
  )
  if (given !== undefined)
    throw new CliError(
      'usage',
      `Cannot use --${kebabCase(given)} with --resume: the comparison goes on by its own plan. Only --budget may be given too.`,
    )
  return budget === undefined ? undefined : parseDuration(budget, '--budget')
}

function kebabCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
}

/** `telemark compare`: every architecture under every workload, then the verdict. */
export function compareCommand(context: Context): Command {
  return new Command('compare')
    .description(
      'Load every architecture with every workload, find what each holds within the SLO, and say which is best.',
    )
    .option(
      '--profile <name>',
      `smoke (${minutesOf('smoke')} min, ranking only), standard (${minutesOf('standard')} min, the default), full (hours) or original (hours)`,
    )
    .option('--architectures <names>', 'e.g. baseline,kafka (default: all; smoke: without batched)')
    .option('--workloads <names>', 'e.g. read-heavy,mixed (default: all three)')
    .option('--target <rate>', 'requests a second that should be held (default: 1000)')
    .option(
      '--slo <limits>',
      'e.g. p99=200ms,failures=2%,completion=99%,freshness=99% (default: p99=300ms,failures=1%,completion=99%,freshness=99%; the last two within a second). Latency and failures have to stay below their limits: failures=0.1% allows none in 1000 requests, failures=0% cannot hold',
    )
    .option('--shape <shape>', 'how the ramp rises: ramp (default) or step')
    .option('--mix <ratio>', 'writes to reads of the workload `mixed`, e.g. 7:3 (default: 1:1)')
    .option('--fleet-reads <share>', 'share of the reads that ask for the fleet page, e.g. 10% (default: 0)')
    .option('--devices <number>', 'devices in the fleet (default: 1000)')
    .option('--seed <number>', 'order of the cells and jitter of the requests (default: 1)')
    .option(
      '--budget <time>',
      `how long it may take, e.g. 90s, 45m, 2h (default: the profile's); with --resume: how much longer`,
    )
    .option(
      '--resume <folder>',
      'go on with a comparison that was stopped or ran out of time; takes --budget only',
    )
    .option('--hold <time>', 'hold every cell at one rate for so long, e.g. 10m, and show what drifts')
    .option('--rate <rate>', 'requests a second that --hold holds (default: 70 % of what a ramp shows)')
    .option('--results <folder>', 'records go into a new folder in there', 'results')
    .option(
      '--url <url>',
      'measure a service that keeps the HTTP contract and stands elsewhere, e.g. staging=https://telemetry.example.com; repeatable, instead of --architectures. Never more than --target requests a second are sent to it',
      collect,
    )
    .option('--operator-key <key>', 'of the services at --url (default: TELEMARK_OPERATOR_KEY)')
    .option('--comparable', 'the services at --url may use the same: rank them')
    .option('--yes', 'send the load to --url without asking')
    .option(
      '--out <output>',
      'where k6 writes its samples besides, as its own --out takes it, e.g. json=samples.json.gz or influxdb=http://127.0.0.1:8086/k6; repeatable',
      collect,
    )
    .addHelpText('after', `${examples}${exitCodesHelp()}`)
    .action(async (options: CompareFlags) => {
      const { results, resume: folder, url, yes, out, operatorKey, comparable, ...flags } = options
      if (folder !== undefined) {
        const budgetSeconds = budgetToResume(flags, { url, yes, out, operatorKey, comparable })
        const { resume } = await import('../compare.ts')
        return resume(folder, budgetSeconds, context)
      }
      const outputs = parseOutputs(out ?? [], process.env)
      const { compare } = await import('../compare.ts') // brings every server's client with it: not for --help
      if (url === undefined) {
        requireUrl({ yes, operatorKey, comparable })
        await compare(planFromFlags(flags), { results, outputs }, context)
        return
      }
      planFromFlags(flags) // what is asked for wrongly is said before anybody is asked
      const { compareElsewhere } = await import('../compare-elsewhere.ts')
      const elsewhere = { url, ...(operatorKey && { operatorKey }), ...(comparable && { comparable }) }
      await compareElsewhere({ flags, elsewhere, yes: yes === true }, { results, outputs }, context)
    })
}

function collect(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, text]
}

/** Flags that mean nothing without a --url. */
function requireUrl(flags: Readonly<Record<string, unknown>>): void {
  const [found] = Object.entries(flags).find(([, value]) => value !== undefined) ?? []
  if (found === undefined) return
  const flag = found === 'operatorKey' ? '--operator-key' : `--${found}`
  throw new CliError(
    'usage',
    `Cannot use ${flag} alone: it is about a service that stands elsewhere. Give one with --url.`,
  )
}

const examples = `
Examples:
  npm run compare
  npm run compare -- --profile smoke
  npx telemark compare --architectures baseline,kafka --workloads mixed --target 500 --slo p99=200ms
  npx telemark compare --url staging=https://telemetry.example.com --profile smoke --target 300
  npx telemark compare --budget 45m
  npx telemark compare --architectures kafka --workloads mixed --hold 10m --rate 400
  npx telemark compare --resume results/2026-11-23T20-15-00 --budget 10m

Ctrl-C stops and reports what is measured so far, which --resume goes on with; a second one kills at once.
`
