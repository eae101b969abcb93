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
import type { Options } from 'k6/options'
import { type ApiRequest, type Caller, fleet, latest, write } from './api.ts'
import { deviceChooser } from './distribution.ts'
import { defaultLoad, type LoadSettings } from './load.ts'
import { endpointOf, jitterMs, type Mix } from './schedule.ts'

const load: LoadSettings = { ...defaultLoad, ...JSON.parse(__ENV.LOAD ?? '{}') }
const baseUrl = required('BASE_URL').replace(/\/$/, '')
const operatorKey = __ENV.OPERATOR_KEY ?? ''
const fleetFile = required('FLEET_FILE')
const devices = new SharedArray<Caller['device']>('fleet', () => JSON.parse(open(fleetFile)))
const deviceOf = deviceChooser(load.distribution ?? { kind: 'uniform' }, devices.length)

export const options: Options = {
  scenarios: {
    load: {
      executor: 'ramping-arrival-rate',
      startRate: 0,
      timeUnit: '1s',
      stages: load.stages.map(({ seconds, rate }) => ({ duration: `${seconds}s`, target: rate })),
      preAllocatedVUs: load.virtualUsers,
      maxVUs: load.virtualUsers,
      // What is in flight at the end has its full timeout: cut off, it would count neither as answered nor as failed.
      gracefulStop: `${load.timeoutSeconds + 1}s`,
    },
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
  const caller = {
    baseUrl,
    operatorKey,
    device: devices[deviceOf(load.seed, n)] as Caller['device'],
  }
  exec.vu.metrics.metadata.n = String(n)
  sleep(jitterMs(load.seed, n, load.jitterMs) / 1000)
  const { method, url, headers, body } = build(endpoint, caller, n)
  http.request(method, url, body, { headers: { ...headers }, timeout, tags: { name: endpoint } })
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

function required(name: string): string {
  const value = __ENV[name]
  if (value === undefined || value === '')
    throw new Error(`${name} is not set: k6 run -e ${name}=… (see the top of the script)`)
  return value
}
