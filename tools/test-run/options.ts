import { parseArgs } from 'node:util'

const usage = `npm test -- [--all] [--test-timeout <ms>] [path ...]
  --all           the long tests (*.long.test.ts) too
  --test-timeout  milliseconds that one test may take (default 180000)
  path            only tests whose path contains one of these`

export interface TestOptions {
  readonly all: boolean
  readonly timeoutMs: number
  /** Parts of paths; empty means every test. */
  readonly only: readonly string[]
}

/** Throws a TypeError with a message for people when an argument is not understood. */
export function parseOptions(args: readonly string[]): TestOptions {
  try {
    return parse(args)
  } catch (error) {
    throw new TypeError(`${error instanceof Error ? error.message : error}\n${usage}`, { cause: error })
  }
}

function parse(args: readonly string[]): TestOptions {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      all: { type: 'boolean', default: false },
      'test-timeout': { type: 'string', default: '180000' },
    },
  })
  const timeoutMs = Number(values['test-timeout'])
  if (!Number.isInteger(timeoutMs) || timeoutMs <= 0) {
    throw new TypeError(`--test-timeout takes whole milliseconds; "${values['test-timeout']}" was given.`)
  }
  return { all: values.all, timeoutMs, only: positionals }
}
