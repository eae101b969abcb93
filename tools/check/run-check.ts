import { execFile } from 'node:child_process'
import { delimiter, join } from 'node:path'
import { root } from '../root.ts'
import type { Check } from './checks.ts'

export interface CheckResult {
  readonly check: Check
  readonly passed: boolean
  readonly seconds: number
  /** Everything that the command said. */
  readonly output: string
}

/** Runs one check; a command that cannot be started is a check that failed, and says so. */
export function runCheck(check: Check): Promise<CheckResult> {
  const [file, ...args] = check.command
  const PATH = `${join(root, 'node_modules/.bin')}${delimiter}${process.env.PATH}`
  const startedAt = performance.now()
  return new Promise((resolve) => {
    execFile(
      file,
      args,
      { cwd: root, env: { ...process.env, PATH }, maxBuffer: 2 ** 26 },
      (error, stdout, stderr) => {
        const said = `${stdout}${stderr}`.trim()
        resolve({
          check,
          passed: error === null,
          seconds: (performance.now() - startedAt) / 1000,
          output: said === '' && error !== null ? error.message : said,
        })
      },
    )
  })
}
