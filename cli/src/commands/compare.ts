import { minutesOf } from '@telemark/bench'
import { Command } from 'commander'
import type { Context } from '../context.ts'
import { exitCodesHelp } from '../errors/exit-codes.ts'
import type { PlanFlags } from '../options/plan.ts'
import { planFromFlags } from '../options/plan.ts'

interface CompareFlags extends PlanFlags {
  readonly results: string
}

/** `telemark compare`: every architecture under every workload, then the verdict. */
export function compareCommand(context: Context): Command {
  return new Command('compare')
    .description(
      'Load every architecture with every workload, find what each holds within the SLO, and say which is best.',
    )
    .option(
      '--profile <name>',
      `smoke (${minutesOf('smoke')} min, ranking only), standard (${minutesOf('standard')} min, the default) or original (hours)`,
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
    .option('--results <folder>', 'records go into a new folder in there', 'results')
    .addHelpText('after', `${examples}${exitCodesHelp()}`)
    .action(async ({ results, ...flags }: CompareFlags) => {
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

Ctrl-C stops and reports what is measured so far; a second one kills at once.
`
