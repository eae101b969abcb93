import type { Paint } from '@telemark/bench'
import type { Diagnosis } from '@telemark/local'
import { Command } from 'commander'
import type { Context } from '../context.ts'
import { CliError } from '../errors/cli-error.ts'
import { exitCodesHelp } from '../errors/exit-codes.ts'
import { paintFor } from '../paint.ts'

/** `telemark doctor`: what is there, what is missing, and the command that installs it. */
export function doctorCommand({ out }: Context): Command {
  return new Command('doctor')
    .description('Say what is missing on this machine and the command that installs it; changes nothing.')
    .addHelpText('after', `\nExample:\n  npx telemark doctor\n${exitCodesHelp()}`)
    .action(async () => {
      const { diagnose } = await import('@telemark/local')
      const diagnoses = await diagnose()
      const paint = paintFor(out, process.env)
      out.write(`${diagnoses.map((diagnosis) => sayDiagnosis(diagnosis, paint)).join('\n')}\n`)
      const missing = diagnoses.filter(({ found }) => !found).map(({ name }) => name)
      if (missing.length > 0)
        throw new CliError('missingTool', `Missing: ${missing.join(', ')}. The lines above say what to do.`)
    })
}

function sayDiagnosis({ name, found, detail, remedy }: Diagnosis, paint: Paint): string {
  const state = found ? paint('found  ', 'good') : paint('missing', 'bad')
  const line = `${state}  ${name.padEnd(12)}  ${detail}`
  return remedy === undefined ? line : `${line}\n         ${''.padEnd(12)}  what to do: ${remedy}`
}
