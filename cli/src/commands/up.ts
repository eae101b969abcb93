import { architectures } from '@telemark/architecture'
import type { DeploymentPlan } from '@telemark/deployment'
import { defaultSizes } from '@telemark/deployment'
import { Command } from 'commander'
import type { Context } from '../context.ts'
import { exitCodesHelp } from '../errors/exit-codes.ts'
import { knownName } from '../options/names.ts'
import { parseWhole } from '../options/numbers.ts'
import { parseDevices } from '../options/plan.ts'

interface UpFlags {
  readonly port?: string
  readonly devices: string
}

const names = architectures.map(({ name }) => name)

/** `telemark up <architecture>`: leaves one standing until Ctrl-C. */
export function upCommand(context: Context): Command {
  return new Command('up')
    .description(
      'Start one architecture and leave it standing until Ctrl-C; prints its URL, keys, ports and logs.',
    )
    .argument('<architecture>', names.join(', '))
    .option('--port <port>', 'of the load balancer (default: a free one)')
    .option('--devices <number>', 'registered devices', '1000')
    .addHelpText(
      'after',
      `\nExamples:\n  npx telemark up kafka\n  npx telemark up baseline --port 8080\n${exitCodesHelp()}`,
    )
    .action(async (name: string, flags: UpFlags) => {
      const plan = deploymentPlan(name, flags)
      const { leaveStanding } = await import('../leave-standing.ts')
      await leaveStanding(plan, context)
    })
}

/** Nothing is measured here, so nothing is clamped: a vCPU is a whole core. */
function deploymentPlan(name: string, { port, devices }: UpFlags): DeploymentPlan {
  const wanted = knownName('architecture', name, names)
  return {
    architecture: architectures.find((architecture) => architecture.name === wanted) ?? architectures[0],
    sizes: defaultSizes,
    coresPerVcpu: 1,
    fleet: { devices: parseDevices(devices), eventsPerDevice: 100 },
    compression: 1,
    ...(port !== undefined && { port: parseWhole(port, { flag: '--port', lowest: 1, highest: 65_535 }) }),
  }
}
