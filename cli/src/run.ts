import { CommanderError } from 'commander'
import type { Context } from './context.ts'
import { exitCodes } from './errors/exit-codes.ts'
import { exitReasonOf } from './errors/exit-reason.ts'
import { explain } from './errors/explain.ts'
import { createProgram } from './program.ts'

/** Runs one command line; the exit code. Never throws: every failure becomes one message on `err`. */
export async function run(args: readonly string[], context: Context): Promise<number> {
  try {
    await createProgram(context).parseAsync(args, { from: 'user' })
    return exitCodes.ok.code
  } catch (error) {
    if (error instanceof CommanderError)
      return error.exitCode === 0 ? exitCodes.ok.code : exitCodes.usage.code
    if (!context.signal.aborted) context.err.write(`${explain(error, process.env)}\n`)
    return context.signal.aborted ? exitCodes.interrupted.code : exitCodes[exitReasonOf(error)].code
  }
}
