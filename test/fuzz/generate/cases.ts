import fc from 'fast-check'
import type { Callers } from '../support/callers.ts'
import { type Operation, operations } from '../support/contract.ts'
import type { Delivery, FuzzCase } from '../support/fuzz-case.ts'
import { callsOf } from './calls.ts'
import { oddHttp } from './odd-http.ts'
import { wireOf } from './wire.ts'

/** A right request that waits for the rest of it long enough, is answered by then. */
const finished: Delivery = { kind: 'finished', afterMs: 3000 }

/** Case number `n` of a run: the same for the same seed, but for the moments in it and the keys and ids of its devices. */
export function caseOf(callers: Callers, seed: number, n: number): FuzzCase {
  const [found] = fc.sample(casesFor(callers), { seed: Math.imul(seed ^ n, 0x9e3779b1) | 0, numRuns: 1 })
  return found as FuzzCase
}

/** Requests that begin and never end: the server has to give up on them. */
export function stalledCase(callers: Callers, seed: number, n: number): FuzzCase {
  const calls = operationsWithBody.map((operation) => whole(operation, callers))
  const stalled = fc
    .tuple(fc.oneof(...calls), fc.double({ min: 0.1, max: 0.9, noNaN: true }))
    .map(([one, share]): FuzzCase => {
      const after = Math.max(1, Math.floor(one.bytes.length * share))
      return { what: `${one.what}, stalled`, bytes: one.bytes, delivery: { kind: 'stalled', after } }
    })
  const [found] = fc.sample(stalled, { seed: Math.imul(seed ^ n, 0x85ebca6b) | 0, numRuns: 1 })
  return found as FuzzCase
}

const operationsWithBody = operations.filter(({ requestBody }) => requestBody !== undefined)
const arbitraries = new WeakMap<Callers, fc.Arbitrary<FuzzCase>>()

function casesFor(callers: Callers): fc.Arbitrary<FuzzCase> {
  const known = arbitraries.get(callers)
  if (known !== undefined) return known
  const weighted = operations.map((operation) => ({
    weight: weightOf(operation),
    arbitrary: whole(operation, callers),
  }))
  const call = fc.oneof(...weighted)
  const cases = fc.oneof(
    { weight: 70, arbitrary: call },
    { weight: 20, arbitrary: odd(callers) },
    { weight: 5, arbitrary: cut(callers) },
    { weight: 1, arbitrary: dribbled(call) },
  )
  arbitraries.set(callers, cases)
  return cases
}

/** An operation with a body has more to get wrong; of the ids that a stream resumes from, many are refused before PostgreSQL reads them. */
function weightOf({ requestBody, operationId }: Operation): number {
  if (operationId === 'streamEvents') return 6
  return requestBody === undefined ? 2 : 10
}

function whole(operation: Operation, callers: Callers): fc.Arbitrary<FuzzCase> {
  return callsOf(operation, callers).map(({ what, call }) => ({
    what,
    call,
    bytes: wireOf(operation, call),
    delivery: { kind: 'whole' },
  }))
}

/** Around a request that is nobody's business to store. */
function odd(callers: Callers): fc.Arbitrary<FuzzCase> {
  return uncertain(callers)
    .chain(oddHttp)
    .map(({ what, bytes }) => ({ what, bytes, delivery: finished }))
}

function cut(callers: Callers): fc.Arbitrary<FuzzCase> {
  const how = fc.constantFrom('end' as const, 'reset' as const)
  return fc
    .tuple(uncertain(callers), fc.double({ min: 0, max: 1, noNaN: true }), how)
    .map(([bytes, share, way]) => ({
      what: 'an upload that is cut off',
      bytes,
      delivery: { kind: 'cut', after: Math.max(1, Math.floor(bytes.length * share)), how: way },
    }))
}

function dribbled(call: fc.Arbitrary<FuzzCase>): fc.Arbitrary<FuzzCase> {
  return fc.tuple(call, fc.integer({ min: 2, max: 20 })).map(([one, pieces]) => ({
    ...one,
    delivery: { kind: 'dribbled', pieces, everyMs: 50 },
  }))
}

/** Requests of the device of which nobody knows what it stored. */
function uncertain(callers: Callers): fc.Arbitrary<Buffer> {
  return fc.oneof(
    ...operationsWithBody.map((operation) =>
      callsOf(operation, callers, callers.uncertain).map(({ call }) => wireOf(operation, call)),
    ),
  )
}
