import type { Architecture } from '@telemark/architecture'
import { components } from '@telemark/architecture'
import type { Deployment, Load, Reading, RequestTiming, StoredEvent } from '@telemark/deployment'
import { eventId } from '../../k6/event-id.ts'
import type { LoadSettings } from '../../k6/load.ts'
import { dueMs, endpointOf, hash, jitterMs, rateAt } from '../../k6/schedule.ts'
import { witnessLabel } from '../../k6/witness.ts'
import { canaryDevices } from '../../src/load/canaries.ts'
import { type Row, simulatedCanaries } from './simulated-canaries.ts'

/** Loads begin this far apart, so that each has its own readings. */
const apartMs = 20_000
const base = 1_700_000_000_000
const loads = 12
export const runWithLostTimings = 2
const header = 'metric_name,timestamp,metric_value,error_code,name,status,extra_tags,metadata'

/**
 * Answers quickly up to `capacity` requests a second and slowly above it, fails now and then, and stores what it acknowledges: k6's rows
 * without k6 and without a clock, so that a whole trial takes a moment.
 */
export function simulatedDeployment(
  architecture: Architecture,
  { capacity, devices }: { readonly capacity: number; readonly devices: number },
): Deployment {
  let allRead = Promise.withResolvers<void>()
  let timed = Promise.withResolvers<readonly RequestTiming[]>()
  let allTold = Promise.withResolvers<void>()
  let stored: StoredEvent[] = []
  const unused = () => Promise.reject(new Error('not simulated'))
  return {
    url: new URL('http://127.0.0.1'),
    operatorKey: '',
    fleet: Array.from({ length: devices + canaryDevices }, () => ({ deviceId: '', apiKey: '' })),
    environment: {},
    abilities: ['setTasks', 'restart', 'clamp'],
    parts: [],
    decisions: [],
    losses: [],
    async load({ environment }: Load) {
      await allRead.promise
      const settings: LoadSettings = JSON.parse(environment.LOAD ?? '{}')
      const { rows, events, timings } = answer(settings, capacity)
      timed.resolve(timings)
      await allTold.promise
      let stoppedAt = Number.POSITIVE_INFINITY
      let sentAt = 0
      stored = events
      async function* lines() {
        yield header
        for (const { at, lines } of rows) {
          if (at > stoppedAt) return
          sentAt = at
          yield* lines
        }
      }
      return {
        lines: lines(),
        stop: () => {
          stoppedAt = sentAt
        },
        ended: Promise.resolve({ exitCode: 0, cpuSeconds: 1, stderr: '' }),
      }
    },
    async *readings(signal) {
      allRead = Promise.withResolvers<void>()
      yield* readingsOf(architecture)
      allRead.resolve()
      if (signal.aborted) return
      await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }))
    },
    async *timings(signal) {
      timed = Promise.withResolvers()
      allTold = Promise.withResolvers()
      yield* await timed.promise
      allTold.resolve()
      if (signal.aborted) return
      await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }))
    },
    setTasks: unused,
    restart: unused,
    clamp: unused,
    reset: () => Promise.resolve(),
    backlog: () => Promise.resolve(0),
    async *stored() {
      yield* stored
    },
    [Symbol.asyncDispose]: () => Promise.resolve(),
  }
}

interface Answered {
  /** In the order of the answers, as k6 writes them. */
  readonly rows: readonly Row[]
  readonly events: StoredEvent[]
  readonly timings: readonly RequestTiming[]
}

function answer(settings: LoadSettings, capacity: number): Answered {
  const { run, seed, mix, stages } = settings
  const began = base + run * apartMs
  const rows: Row[] = []
  const events: StoredEvent[] = []
  const timings: RequestTiming[] = []
  for (let n = 0, due = dueMs(0, stages); due !== undefined; due = dueMs(++n, stages)) {
    const late = (hash(run, n) % 1000) / 1000
    const sentAt = began + due + jitterMs(seed, n, settings.jitterMs) + late
    const endpoint = endpointOf(n, mix)
    const { latencyMs, status, errorCode } = outcomeOf(n, rateAt(due / 1000, stages) > capacity)
    const ended = Math.round((sentAt + latencyMs) * 1000)
    const tail = `${errorCode || ''},${endpoint},${status},,n=${n}`
    rows.push({
      at: ended / 1000,
      lines: [
        `http_req_duration,${ended},${(latencyMs - 0.25).toFixed(6)},${tail}`,
        `http_req_blocked,${ended},0.250000,${tail}`,
      ],
    })
    if (settings.witnessed && witnessLabel(run, n) !== undefined)
      timings.push({ run, n, ms: Math.floor(latencyMs) })
    const timeMs = Math.round(sentAt)
    if (endpoint === 'write' && status === 200)
      events.push({
        deviceId: '',
        eventId: eventId({ run, n, timeMs }),
        eventTime: timeMs,
        receivedAt: timeMs + 5,
      })
  }
  if (settings.canaries !== undefined) {
    const seconds = stages.reduce((sum, stage) => sum + stage.seconds, 0)
    const canaries = simulatedCanaries(settings.canaries, { began, seconds })
    rows.push(...canaries.rows)
    events.push(...canaries.events)
  }
  const last = Math.max(...rows.map(({ at }) => at))
  for (let at = began; at < last; at += 1000) rows.push({ at, lines: [`vus,${at * 1000},1.000000,,,,,`] })
  return { rows: rows.toSorted((a, b) => a.at - b.at), events, timings: told(run, timings) }
}

/** Of one run some timings never arrive. */
function told(run: number, timings: readonly RequestTiming[]): readonly RequestTiming[] {
  return run === runWithLostTimings ? timings.filter(({ n }) => n % 7 !== 0) : timings
}

function outcomeOf(n: number, isOverloaded: boolean) {
  if (n % 601 === 600) return { latencyMs: 5000, status: 0, errorCode: 1050 }
  const latencyMs = (isOverloaded ? 300 : 3) + (hash(7, n) % 20_000) / 1000
  return n % 401 === 400
    ? { latencyMs, status: 503, errorCode: 1503 }
    : { latencyMs, status: 200, errorCode: 0 }
}

/** Once a second, of every component; Redis is started anew in between, and counts from 0 again. */
function readingsOf(architecture: Architecture): readonly Reading[] {
  const observed = [...components(architecture), 'loadGenerator'] as const
  return Array.from({ length: (loads * apartMs) / 1000 }, (_, second) => {
    const at = base + second * 1000
    const counted = second % 60
    return [
      ...observed.map(
        (component): Reading => ({ at, component, task: 1, metric: 'cpuSeconds', value: second / 7 }),
      ),
      { at, component: 'redis' as const, task: 1, metric: 'keyspaceHits' as const, value: counted * 90 },
      { at, component: 'redis' as const, task: 1, metric: 'keyspaceMisses' as const, value: counted * 10 },
      { at, component: 'kafka' as const, task: 1, metric: 'lagEvents' as const, value: second % 17 },
      {
        at,
        component: 'consumer' as const,
        task: 1,
        metric: 'lagSeconds' as const,
        value: (second % 17) / 100,
      },
    ]
  }).flat()
}
