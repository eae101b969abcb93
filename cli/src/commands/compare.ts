import { minutesOf } from '@telemark/bench'
import { Command } from 'commander'
import type { Context } from '../context.ts'
import { CliError } from '../errors/cli-error.ts'
import { exitCodesHelp } from '../errors/exit-codes.ts'
import { parseDuration } from '../options/duration.ts'
import type { PlanFlags } from '../options/plan.ts'
import { planFromFlags } from '../options/plan.ts'

interface CompareFlags extends PlanFlags {
  readonly results: string
  readonly resume?: string
}

/** A comparison that goes on has its plan; only more time can be given. */
function budgetToResume({ budget, ...others }: PlanFlags): number | undefined {
  const [given] = Object.keys(others)
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
      'e.g. p99=200ms,failures=2%,completion=99% (default: p99=300ms,failures=1%,completion=99%). Latency and failures have to stay below their limits: failures=0.1% allows none in 1000 requests, failures=0% cannot hold',
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
    .addHelpText('after', `${examples}${exitCodesHelp()}`)
    .action(async ({ results, resume: folder, ...flags }: CompareFlags) => {
      if (folder !== undefined) {
        const budgetSeconds = budgetToResume(flags)
        const { resume } = await import('../compare.ts')
        return resume(folder, budgetSeconds, context)
      }
      const plan = planFromFlags(flags)
      const { compare } = await import('../compare.ts') // brings every server's client with it: not for --help
      await compare(plan, results, context)
    })
}

const examples = `
Examples:
  npm run compare
  npm run compare -- --profile smoke
  npx telemark compare --architectures baseline,kafka --workloads mixed --target 500 --slo p99=200ms
  npx telemark compare --budget 45m
  npx telemark compare --architectures kafka --workloads mixed --hold 10m --rate 400
  npx telemark compare --resume results/2026-11-23T20-15-00 --budget 10m

Ctrl-C stops and reports what is measured so far, which --resume goes on with; a second one kills at once.
`
