import { ensureTools } from '@telemark/local'
import { findTestFiles } from './test-run/find-test-files.ts'
import { parseOptions, type TestOptions } from './test-run/options.ts'
import { runTestFiles } from './test-run/run-test-files.ts'
import { openScratch } from './test-run/scratch.ts'

const stopping = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopping.abort())

/** Problems of the run as a whole; empty when every test ran, passed and cleaned up. */
async function runTests(options: TestOptions): Promise<readonly string[]> {
  const files = findTestFiles(options)
  if (files.length === 0) return [`No test file matches ${options.only.join(' ') || 'test/**/*.test.ts'}.`]

  await ensureTools(['postgres', 'redisServer', 'haproxy', 'kafka', 'k6'], console.log, stopping.signal)

  await using scratch = await openScratch()
  process.env.TMPDIR = scratch.path
  const totals = await runTestFiles(files, {
    timeoutMs: options.timeoutMs,
    signal: stopping.signal,
    onFileEnd: scratch.look,
  })
  return [
    ...totals.empty.map((file) => `${file} holds no test.`),
    ...(totals.passed + totals.failed === 0 ? ['No test ran.'] : []),
    ...(totals.failed > 0 ? [`${totals.failed} tests failed.`] : []),
    ...(await scratch.leftovers()).map((leftover) => `The tests left something behind: ${leftover}`),
  ]
}

try {
  const problems = await runTests(parseOptions(process.argv.slice(2)))
  for (const problem of problems) console.error(problem)
  process.exitCode = problems.length === 0 ? 0 : 1
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 2
}
