import { availableParallelism } from 'node:os'
import { run } from 'node:test'
import { spec } from 'node:test/reporters'

export interface Totals {
  readonly passed: number
  /** Failed, or cancelled by their time limit. */
  readonly failed: number
  /** Files that hold no test; node:test counts each as one that passed. */
  readonly empty: readonly string[]
}

export interface RunOptions {
  /** What one test may take. */
  readonly timeoutMs: number
  readonly signal: AbortSignal
  /** Called when the process of a file has ended. */
  onFileEnd(): void
}

/** Runs `files`, each in a process of its own, and prints node:test's report. */
export async function runTestFiles(
  files: readonly string[],
  { timeoutMs, signal, onFileEnd }: RunOptions,
): Promise<Totals> {
  const stream = run({
    files: [...files],
    concurrency: availableParallelism(),
    timeout: timeoutMs,
    signal,
    execArgv: ['--import', import.meta.resolve('./leave-nothing-open.ts')],
  })
  const empty: string[] = []
  let passed = 0
  let failed = 0
  stream.on('test:pass', ({ name, file }) => {
    if (file !== undefined && name === file) empty.push(file)
  })
  // Told at once; the rest is told file by file, in their order.
  stream.on('test:complete', ({ name, file }) => {
    if (file !== undefined && name === file) onFileEnd()
  })
  stream.on('test:summary', ({ file, counts }) => {
    if (file !== undefined) return // one file's; the last one, of all files, names none
    passed = counts.passed
    failed = counts.tests - counts.passed - counts.skipped - counts.todo
  })
  for await (const text of stream.compose(spec)) process.stdout.write(text)
  return { passed: passed - empty.length, failed, empty }
}
