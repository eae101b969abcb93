import { execFile } from 'node:child_process'

export interface Answer {
  readonly exitCode: number | null
  readonly output: string
}

/** Runs a program to its end, whatever its exit code. As a test of its own it must not inherit the runner's context. */
export function runScript(
  file: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  const { NODE_TEST_CONTEXT: _, ...inherited } = process.env
  return new Promise((resolve) => {
    const options = { maxBuffer: 2 ** 26, env: { ...inherited, ...env } }
    const child = execFile(file, args, options, (_error, stdout, stderr) =>
      resolve({ exitCode: child.exitCode, output: stdout + stderr }),
    )
  })
}
