import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import type { Load, LoadEnd, LoadRun } from '@telemark/deployment'
import type { Command } from '../install/tools.ts'
import type { Envelope } from '../process/envelope.ts'
import { spawnPiped } from '../process/piped-process.ts'

export interface K6Options {
  readonly k6: Command
  readonly load: Load
  /** What the script needs to know of the deployment. */
  readonly target: { readonly baseUrl: URL; readonly fleetFile: string; readonly operatorKey: string }
  readonly cwd: string
  /** Without a limit: k6's CPU is watched, not cut. Removed when k6 has ended. */
  readonly envelope: Envelope
  readonly cpus: readonly number[]
}

/**
 * Rows are written often, a few at a time: a large batch of them would hold up the requests that are due meanwhile. k6 sends
 * no usage reports; half the garbage collections of the default cost half the CPU.
 */
const settings = {
  K6_CSV_SAVE_INTERVAL: '20ms',
  K6_CSV_TIME_FORMAT: 'unix_micro',
  K6_NO_USAGE_REPORT: 'true',
  K6_NO_COLOR: 'true',
  GOGC: '800',
}

/**
 * More than its cores: the kernel shares a core between threads sooner than Go's scheduler does between goroutines, and what
 * writes rows must not hold up what sends (doc/decisions/0008).
 */
const threadsACore = 2

/** Only the rows may be on stdout: no banner, no progress, no summary. Logs go to stderr. The bench judges, not k6. */
const flags = [
  'run',
  '--quiet',
  '--no-color',
  '--summary-mode=disabled',
  '--no-thresholds',
  '--log-output=stderr',
  '--out',
  'csv=-',
]

function outputFlags({ outputs = [], tags = {} }: Load): readonly string[] {
  return [
    ...outputs.flatMap((output) => ['--out', output]),
    ...Object.entries(tags).flatMap(([name, value]) => ['--tag', `${name}=${value}`]),
  ]
}

/** One k6 process whose CSV rows are read as they arrive. */
export function runK6({ k6, load, target, cwd, envelope, cpus }: K6Options, signal: AbortSignal): LoadRun {
  const child = spawnPiped({
    command: k6.path,
    args: [...flags, ...outputFlags(load), load.script],
    env: {
      ...k6.env,
      ...settings,
      HOME: cwd, // nothing of a person's own k6 configuration
      GOMAXPROCS: String(threadsACore * cpus.length),
      BASE_URL: target.baseUrl.href.replace(/\/$/, ''), // one that stands elsewhere may stand below a path
      FLEET_FILE: target.fleetFile,
      OPERATOR_KEY: target.operatorKey,
      ...load.environment,
    },
    cwd,
    cpus,
    envelope,
    signal,
  })
  let stopped = false
  return {
    lines: linesOf(child.stdout),
    stop: () => {
      if (!stopped) child.kill('SIGINT') // a second one would make k6 drop the rows it still has
      stopped = true
    },
    ended: child.ended.then(({ code, stderr }) => settle(envelope, code, stderr)),
  }
}

/** Begins to read when it is iterated: readline drops the lines that nobody waits for. */
async function* linesOf(input: Readable): AsyncGenerator<string, void> {
  try {
    yield* createInterface({ input })
  } finally {
    input.resume() // whoever stops reading early leaves it paused, and k6 would wait for a reader for ever
  }
}

async function settle(envelope: Envelope, exitCode: number, stderr: string): Promise<LoadEnd> {
  const { cpuSeconds } = await envelope.usage()
  await envelope.remove()
  return { exitCode, cpuSeconds, stderr }
}
