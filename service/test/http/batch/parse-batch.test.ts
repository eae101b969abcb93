import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { AddressedEvent } from '../../../src/http/batch/addressed-event.ts'
import { parseBatch } from '../../../src/http/batch/parse-batch.ts'

const window = { now: Date.now(), retentionMs: 86_400_000 }

/** The documents that are read out of a batch, or the code of the problem it is refused with. */
async function documentsIn(text: string): Promise<readonly unknown[] | string> {
  const documents: unknown[] = []
  const read = (document: unknown): AddressedEvent => {
    documents.push(document)
    return { kind: 'faulty', faults: [] }
  }
  const parsed = await parseBatch(Buffer.from(text), { type: 'json', window, read })
  return parsed.kind === 'batch' ? documents : parsed.problem.code
}

/** The same by `JSON.parse` of the whole. */
function expectedOf(text: string): readonly unknown[] | 'malformed_json' | 'invalid' {
  let document: unknown
  try {
    document = JSON.parse(text)
  } catch {
    return 'malformed_json'
  }
  const { events, ...others } = Object(document) as { events?: unknown }
  const isBatch = Array.isArray(events) && events.length > 0 && Object.keys(others).length === 0
  return isBatch ? events : 'invalid'
}

test('A batch is read as JSON.parse would read it, whichever byte of it is missing or another', async () => {
  const text = ' { "events" : [ {"a":{"b":[1,-2.5e3]},"c":"]},\\"{" } ,"\\\\", true,{}] } '
  let taken = 0
  for (let at = 0; at < text.length; at += 1) {
    for (const other of ['', ...'{}[],:"\\ 1e-x\n\0']) {
      const mutant = text.slice(0, at) + other + text.slice(at + 1)
      const [found, expected] = [await documentsIn(mutant), expectedOf(mutant)]
      // What cannot be a batch is refused before all of it is read: it may be malformed besides.
      if (found === 'invalid') assert.equal(typeof expected, 'string', mutant)
      else assert.deepEqual(found, expected, mutant)
      if (typeof found !== 'string') taken += 1
    }
  }
  assert.ok(taken > 100, `${taken} mutants were batches`)
})

test('A long batch lets others have their turn', async () => {
  const slow = (): AddressedEvent => {
    for (const end = performance.now() + 1; performance.now() < end; );
    return { kind: 'faulty', faults: [] }
  }
  let turns = 0
  const count = () => {
    turns += 1
    next = setImmediate(count)
  }
  let next = setImmediate(count)
  const text = `{"events":[${Array(200).fill('{}').join()}]}`
  await parseBatch(Buffer.from(text), { type: 'json', window, read: slow })
  clearImmediate(next)
  assert.ok(turns >= 5, `${turns} turns`)
})
