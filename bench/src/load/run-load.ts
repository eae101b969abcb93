import type { Deployment, LoadEnd, LoadRun } from '@telemark/deployment'
import type { LoadSettings } from '../../k6/load.ts'
import type { Breach } from '../capacity/probe.ts'
import type { Slo } from '../plan/slo.ts'
import { settleMs } from '../plan/stages.ts'
import type { Endpoint } from '../plan/workload.ts'
import { createLineWriter } from '../record/gzip-lines.ts'
import { type Canary, createCanaryBook } from './canary.ts'
import { type CsvEvent, createCsvParser } from './csv.ts'
import { createFutilityRule } from './futility.ts'
import { type Outputs, outputsOf } from './outputs.ts'
import type { Sample } from './sample.ts'
import { createWatch, type LiveWindow, startOf } from './watch.ts'

export interface LoadOptions {
  readonly deployment: Deployment
  readonly settings: LoadSettings
  readonly slo: Slo
  readonly endpoints: readonly Endpoint[]
  /** What ends the load early: two breaching windows in a row; that its plateau can no longer pass; or nothing. */
  readonly stopAt: 'breach' | 'futility' | 'end'
  /** A breach that the answers do not show, e.g. of the lag; asked for at the end of each window. */
  readonly breachElsewhere?: () => Breach | undefined
  /** Where k6's rows go, gzipped. */
  readonly samplesPath: string
  /** Where k6 writes its samples besides. */
  readonly outputs?: Outputs
  readonly signal: AbortSignal
}

/** What one k6 process did. */
export interface LoadOutcome {
  readonly settings: LoadSettings
  readonly samples: readonly Sample[]
  /** None where none were sent. */
  readonly canaries: readonly Canary[]
  /** When its schedule began, and when its last answer came; milliseconds since the epoch. */
  readonly startedAt: number
  readonly endedAt: number
  readonly dropped: number
  /** Why it was stopped early, and where the first breaching window began, or when it turned out that it cannot pass. */
  readonly stopped?: { readonly at: number; readonly breach: Breach }
  readonly end: LoadEnd
  /** Cores that this process used meanwhile: it reads and packs k6's rows. */
  readonly benchCores: number
}

const script = new URL('../../k6/workload.ts', import.meta.url).pathname

/** Runs k6 once, yielding each live window; returns what it did. Throws if it is aborted or its rows cannot be written. */
export async function* runLoad(options: LoadOptions): AsyncGenerator<LiveWindow, LoadOutcome> {
  const { settings, signal } = options
  const samples: Sample[] = []
  const book = createCanaryBook()
  let dropped = 0
  let stopped: LoadOutcome['stopped']
  const parse = createCsvParser()
  const watch = createWatch({ ...options, settleMs })
  const judgeStop = createStop(options)
  const benchCores = measureOwnCpu()
  using run = await startLoad(options)
  {
    await using file = createLineWriter(options.samplesPath)
    for await (const line of run.lines) {
      const full = file.write(line)
      if (full !== undefined) await full
      const event = parse(line)
      if (event === undefined) continue
      if (event.kind === 'sample') samples.push(event.sample)
      else book.add(event)
      if (event.kind === 'dropped') dropped += event.count
      const window = watch(event)
      if (stopped === undefined) {
        stopped = judgeStop(event, window)
        if (stopped !== undefined) run.stop()
      }
      if (window !== undefined) yield window
    }
  }
  const end = await run.ended
  signal.throwIfAborted()
  const stop = stopped && { stopped }
  const known = { settings, samples, canaries: book.canaries(), dropped, end, benchCores: benchCores() }
  return { ...known, ...span(samples, settings), ...stop }
}

/** Cores that this process has used on average since the call. */
function measureOwnCpu(): () => number {
  const startedAt = performance.now()
  const before = process.cpuUsage()
  return () => {
    const { user, system } = process.cpuUsage(before)
    return (user + system) / 1000 / (performance.now() - startedAt)
  }
}

/** However the load is left, k6 does not go on. Killed, not asked: with its reader gone it may wait for its pipe. */
async function startLoad({
  deployment,
  settings,
  outputs,
  signal,
}: LoadOptions): Promise<LoadRun & Disposable> {
  const leaving = new AbortController()
  const load = {
    script,
    environment: { ...outputs?.environment, LOAD: JSON.stringify(settings) },
    ...outputsOf(outputs, settings.run),
  }
  const run = await deployment.load(load, AbortSignal.any([signal, leaving.signal]))
  return {
    lines: run.lines,
    stop: () => run.stop(),
    ended: run.ended,
    [Symbol.dispose]: () => leaving.abort(),
  }
}

type Stop = (event: CsvEvent, window: LiveWindow | undefined) => LoadOutcome['stopped']

function createStop({ stopAt, slo, settings }: LoadOptions): Stop {
  switch (stopAt) {
    case 'end':
      return () => undefined
    case 'breach':
      return (_, window) => window?.stop
    case 'futility': {
      const isFutile = createFutilityRule({ slo, settings, planned: plannedAfterSettling(settings) })
      let judgedFrom: number | undefined
      return (event) => {
        if (event.kind !== 'sample') return undefined
        judgedFrom ??= startOf(event.sample, settings) + settleMs
        const breach = event.sample.sentAt < judgedFrom ? undefined : isFutile(event.sample)
        return breach && { at: event.sample.endedAt, breach }
      }
    }
  }
}

/** Requests due once a plateau has settled. */
function plannedAfterSettling({ stages }: LoadSettings): number {
  const seconds = stages.reduce((sum, stage) => sum + stage.seconds, 0) - settleMs / 1000
  return seconds * (stages.at(-1)?.rate ?? 0)
}

function span(samples: readonly Sample[], settings: LoadSettings): { startedAt: number; endedAt: number } {
  const now = Date.now()
  let first = samples[0]
  let endedAt = 0
  for (const sample of samples) {
    if (first !== undefined && sample.n < first.n) first = sample
    endedAt = Math.max(endedAt, sample.endedAt)
  }
  return first === undefined
    ? { startedAt: now, endedAt: now }
    : { startedAt: startOf(first, settings), endedAt }
}
