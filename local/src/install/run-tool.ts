import { spawn } from 'node:child_process'
import { stripVTControlCharacters } from 'node:util'

export interface RunToolOptions {
  readonly cwd?: string
  readonly env?: Readonly<Record<string, string>>
  readonly signal?: AbortSignal | undefined
}

const keptCharacters = 4000

/** Runs a program to its end; resolves with what it printed. Rejects with the end of its messages. */
export function runTool(command: readonly string[], options: RunToolOptions = {}): Promise<string> {
  const [program = '', ...args] = command
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...options.env },
      ...(options.cwd !== undefined && { cwd: options.cwd }),
      ...(options.signal && { signal: options.signal }),
    })
    let out = ''
    let messages = ''
    child.stdout.on('data', (chunk) => {
      out += chunk
    })
    child.stderr.on('data', (chunk) => {
      messages = (messages + chunk).slice(-keptCharacters)
    })
    child.on('error', (cause) => reject(new Error(`Cannot run ${program}: ${cause.message}`, { cause })))
    child.on('close', (code) => {
      if (code === 0) return resolve(out)
      const said = stripVTControlCharacters(`${out.slice(-keptCharacters)}\n${messages}`).trim()
      reject(
        new Error(`${command.join(' ')} failed (${code === null ? 'killed' : `exit code ${code}`}): ${said}`),
      )
    })
  })
}
