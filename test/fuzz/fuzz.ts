import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { before, describe, test } from 'node:test'
import type { Architecture } from '@telemark/architecture'
import { openStream } from '../contract/support/open-stream.ts'
import type { Device } from '../contract/support/register-device.ts'
import { type ServiceUnderTest, serviceUnderTest } from '../contract/support/service-under-test.ts'
import { caseOf, stalledCase } from './generate/cases.ts'
import { judge } from './oracle/judge.ts'
import { assertStoredAreValid, receipts } from './oracle/receipts.ts'
import type { Callers } from './support/callers.ts'
import { operations } from './support/contract.ts'
import { exchange } from './support/exchange.ts'
import { explain } from './support/fuzz-case.ts'

export interface FuzzOptions {
  readonly cases: number
  /** Requests that never end; the server takes a minute to give up on them. */
  readonly stalled: number
}

/** Requests on their way at a time. */
const lanes = 16
const maxReported = 10
/** The numbers of the cases that never end begin here. */
const firstStalled = 1_000_000
/** TELEMARK_FUZZ_SEED repeats a run, TELEMARK_FUZZ_CASE one case of it alone. */
const seed = Number(process.env.TELEMARK_FUZZ_SEED ?? Date.now() % 2 ** 31)
const only = process.env.TELEMARK_FUZZ_CASE

/** Fuzzes every operation of `service/openapi.json` on one architecture. */
export function fuzz(architecture: Architecture, { cases, stalled }: FuzzOptions): void {
  describe(`${architecture.name} under ${cases} odd requests (TELEMARK_FUZZ_SEED=${seed})`, () => {
    const service = serviceUnderTest(architecture)
    const noted = receipts()
    let callers: Callers
    before(async () => {
      callers = await registerCallers(service)
    })

    test('Every answer is one that the contract allows', async () => {
      const faults = await Promise.all([
        inLanes(numbers(0, cases), lanes, check),
        inLanes(numbers(firstStalled, stalled), stalled, check),
      ])
      const found = faults.flat()
      const shown = found.slice(0, maxReported).join('\n\n')
      assert.equal(found.length, 0, `${found.length} cases, TELEMARK_FUZZ_SEED=${seed}:\n\n${shown}`)
    })

    test('The service is alive and ready, and has logged no error', async () => {
      for (const { url, log } of apiTasks(service)) {
        assert.equal((await fetch(new URL('/health/ready', url))).status, 200)
        assert.doesNotMatch(await readFile(log, 'utf8'), /failed|error|"level":[56]0/i)
      }
      assert.deepEqual(service.deployment().losses, [])
    })

    test('What was acknowledged is stored once, and nothing else', () => noted.assertStored(service, callers))

    test('What is stored is what the contract allows', () => assertStoredAreValid(service))

    async function check(n: number): Promise<readonly string[]> {
      const fuzzCase = n < firstStalled ? caseOf(callers, seed, n) : stalledCase(callers, seed, n)
      const tasks = apiTasks(service)
      const { url } = tasks[n % tasks.length] ?? assert.fail('No API task runs')
      const result = await exchange(fuzzCase, url)
      noted.note(fuzzCase, result)
      const fault = judge(fuzzCase, result, callers)
      return fault === undefined ? [] : [`${fault} (TELEMARK_FUZZ_CASE=${n})\n${explain(fuzzCase)}`]
    }
  })
}

/** The numbers of `count` cases, or of the one that is asked for. */
function numbers(first: number, count: number): readonly number[] {
  const all = Array.from({ length: count }, (_, n) => first + n)
  return only === undefined ? all : all.filter((n) => n === Number(only))
}

function apiTasks(service: ServiceUnderTest): readonly { readonly url: URL; readonly log: string }[] {
  const tasks = service.deployment().parts.filter(({ name }) => name.startsWith('api-'))
  return tasks.map(({ address, log }) => ({ url: new URL(address), log }))
}

async function registerCallers(service: ServiceUnderTest): Promise<Callers> {
  const uncertain = await service.register()
  const devices = new Map<string, Device>()
  for (const { operationId } of operations) devices.set(operationId, await service.register())
  const deviceOf = (operationId: string) => devices.get(operationId) ?? uncertain
  const streamedId = await hear(service, deviceOf('streamEvents'))
  return { operatorKey: service.deployment().operatorKey, deviceOf, streamedId, uncertain }
}

/** The id with which the stream tells of an event of `device`; another event is stored after that one. */
async function hear(service: ServiceUnderTest, device: Device): Promise<string> {
  const url = new URL('/api/telemetry/stream', service.deployment().url)
  const stream = await openStream({ after: () => undefined }, url, { 'x-api-key': device.key })
  try {
    const written = await device.write({ measurements: { number: 1 } })
    const { id } = await stream.seen(String(written.body.event_id))
    await device.write({ measurements: { number: 2 } })
    return id
  } finally {
    stream.close()
  }
}

/** `work` for each number, so many at a time. */
async function inLanes<T>(
  numbers: readonly number[],
  count: number,
  work: (n: number) => Promise<readonly T[]>,
): Promise<readonly T[]> {
  const results: T[] = []
  const left = numbers.values()
  await Promise.all(
    Array.from({ length: count }, async () => {
      for (const n of left) results.push(...(await work(n)))
    }),
  )
  return results
}
