/**
 * The one k6 script of all workloads. It also runs alone:
 *
 *     k6 run -e BASE_URL=http://127.0.0.1:8080 -e FLEET_FILE=fleet.json bench/k6/workload.ts
 *
 * BASE_URL      of the service, without a slash at the end
 * FLEET_FILE    JSON array of {"deviceId","apiKey"}; a relative path starts at this script's folder
 * OPERATOR_KEY  only for mixes that call the fleet's page
 * LOAD          JSON of LoadSettings (load.ts); what is left out has a default
 */
import { sleep } from 'k6'
import { SharedArray } from 'k6/data'
import exec from 'k6/execution'
import http from 'k6/http'
import { Rate } from 'k6/metrics'
import type { Options } from 'k6/options'
import { setTimeout } from 'k6/timers'
import { type ApiRequest, type Caller, fleet, latest, write } from './api.ts'
import { type CanarySettings, delayOf, isFresh } from './canaries.ts'
import { deviceChooser } from './distribution.ts'
import { defaultLoad, type LoadSettings } from './load.ts'
import { endpointOf, jitterMs, type Mix } from './schedule.ts'
import { witnessHeader, witnessLabel } from './witness.ts'

const load: LoadSettings = { ...defaultLoad, ...JSON.parse(__ENV.LOAD ?? '{}') }
const baseUrl = required('BASE_URL').replace(/\/$/, '')
const operatorKey = __ENV.OPERATOR_KEY ?? ''
const fleetFile = required('FLEET_FILE')
const devices = new SharedArray<Caller['device']>('fleet', () => JSON.parse(open(fleetFile)))
const loadDevices = load.devices ?? devices.length
const deviceOf = deviceChooser(load.distribution ?? { kind: 'uniform' }, loadDevices)
const canaryFresh = new Rate('canary_fresh')

// What is in flight at the end has its full timeout: cut off, it would count neither as answered nor as failed.
const gracefulStop = `${load.timeoutSeconds + 1}s`

export const options: Options = {
  scenarios: {
    load: {
      executor: 'ramping-arrival-rate',
      startRate: 0,
      timeUnit: '1s',
      stages: load.stages.map(({ seconds, rate }) => ({ duration: `${seconds}s`, target: rate })),
      preAllocatedVUs: load.virtualUsers,
      maxVUs: load.virtualUsers,
      gracefulStop,
    },
    ...(load.canaries && { canaries: canaryScenario(load.canaries) }),
  },
  discardResponseBodies: true,
  // Each tag is a column in each of a dozen rows a request: only what is judged.
  systemTags: ['status', 'error_code', 'name'],
  // Each redirect would be a request that nobody scheduled.
  maxRedirects: 0,
}

const timeout = `${load.timeoutSeconds}s`

export default function request(): void {
  const n = exec.scenario.iterationInTest
  const endpoint = endpointOf(n, load.mix)
  const caller = callerOf(deviceOf(load.seed, n))
  exec.vu.metrics.metadata.n = String(n)
  sleep(jitterMs(load.seed, n, load.jitterMs) / 1000)
  const { method, url, headers, body } = build(endpoint, caller, n)
  const label = load.witnessed === true ? witnessLabel(load.run, n) : undefined
  const sent = label === undefined ? { ...headers } : { ...headers, [witnessHeader]: label }
  http.request(method, url, body, { headers: sent, timeout, tags: { name: endpoint } })
}

function build(endpoint: keyof Mix, caller: Caller, n: number): ApiRequest {
  switch (endpoint) {
    case 'write':
      return write(caller, { run: load.run, n, timeMs: Date.now() })
    case 'latest':
      return latest(caller)
    case 'fleet':
      return fleet(caller)
  }
}

/** Writes canary n and reads it after its delay, whether or not the write has been answered by then. */
export async function canary(): Promise<void> {
  const { canaries } = load
  if (canaries === undefined) return
  const n = exec.scenario.iterationInTest
  const caller = callerOf(loadDevices + (n % (devices.length - loadDevices)))
  exec.vu.metrics.metadata.n = String(n)
  sleep(jitterMs(canaries.run, n, load.jitterMs) / 1000)
  const sentAt = Date.now()
  const delayMs = delayOf(n, canaries)
  const written = send(write(caller, { run: canaries.run, n, timeMs: sentAt }), 'canaryWrite')
  await new Promise<void>((resolve) => setTimeout(resolve, sentAt + delayMs - Date.now()))
  const { status, body } = await send(latest(caller), 'canaryRead')
  const fresh = status === 200 && isFresh(String(body), { run: canaries.run, n })
  canaryFresh.add(fresh, { name: 'canaryFresh', delay: String(delayMs) })
  await written
}

function send({ method, url, headers, body }: ApiRequest, name: string) {
  const responseType = name === 'canaryRead' ? 'text' : 'none'
  return http.asyncRequest(method, url, body, {
    headers: { ...headers },
    timeout,
    responseType,
    tags: { name },
  })
}

function canaryScenario({ rate, virtualUsers }: CanarySettings) {
  return {
    executor: 'constant-arrival-rate' as const,
    exec: 'canary',
    rate,
    timeUnit: '1s',
    duration: `${load.stages.reduce((sum, { seconds }) => sum + seconds, 0)}s`,
    preAllocatedVUs: virtualUsers,
    maxVUs: virtualUsers,
    gracefulStop,
  }
}

function callerOf(device: number): Caller {
  return { baseUrl, operatorKey, device: devices[device] as Caller['device'] }
}

function required(name: string): string {
  const value = __ENV[name]
  if (value === undefined || value === '')
    throw new Error(`${name} is not set: k6 run -e ${name}=… (see the top of the script)`)
  return value
}
