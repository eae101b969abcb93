import { Command } from 'commander'
import manifest from '../package.json' with { type: 'json' }
import { compareCommand } from './commands/compare.ts'
import { diffCommand } from './commands/diff.ts'
import { doctorCommand } from './commands/doctor.ts'
import { historyCommand } from './commands/history.ts'
import { reportCommand } from './commands/report.ts'
import { upCommand } from './commands/up.ts'
import { verifyCommand } from './commands/verify.ts'
import type { Context } from './context.ts'
import { exitCodesHelp } from './errors/exit-codes.ts'
import { usageMessage } from './errors/usage-message.ts'

/** `telemark` and its commands. */
export function createProgram(context: Context): Command {
  const program = new Command('telemark')
    .description('One IoT telemetry service, several architectures, one verdict.')
    .version(manifest.version, '--version', 'print the version')
    .addHelpText('after', exitCodesHelp())
  for (const command of [
    compareCommand(context),
    reportCommand(context),
    verifyCommand(context),
    diffCommand(context),
    historyCommand(context),
    doctorCommand(context),
    upCommand(context),
  ])
    program.addCommand(command)
  for (const command of [program, ...program.commands]) settle(command, context)
  return program
}

function settle(command: Command, { out, err }: Context): void {
  command.exitOverride().configureOutput({
    writeOut: (text) => out.write(text),
    writeErr: (text) => err.write(text),
    outputError: (text, write) => write(usageMessage(text, command)),
  })
}
