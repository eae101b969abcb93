import assert from 'node:assert/strict'
import test from 'node:test'
import { hash } from '../../k6/schedule.ts'
import { bracketOf } from '../../src/capacity/bracket-of.ts'
import type { Probe } from '../../src/capacity/probe.ts'
import { bracketsSql } from '../../src/verify/brackets-sql.ts'
import { openDatabase } from '../../src/verify/database.ts'

const sequences = 600

/** Rates so near to each other that many are asked twice, and results that often contradict: with a capacity, and a third of them wrong. */
function randomProbes(seed: number): readonly Probe[] {
  let drawn = 0
  const random = () => hash(seed, drawn++) / 2 ** 32
  const capacity = 100 + 20 * random()
  const count = Math.floor(random() * 14)
  return Array.from({ length: count }, (): Probe => {
    const rate = 90 + Math.floor(random() * 20) * 2
    const kind = (['ramp', 'probe', 'probe', 'probe', 'confirmation'] as const)[Math.floor(random() * 5)]
    const isHeld = rate <= capacity
    const isWrong = random() < 1 / 3
    if (random() < 0.1) return { kind: kind ?? 'probe', rate, result: invalid }
    return { kind: kind ?? 'probe', rate, result: isHeld === isWrong ? fail : pass }
  })
}

const pass: Probe['result'] = { kind: 'pass' }
const fail: Probe['result'] = { kind: 'fail', breach: { kind: 'silence' } }
const invalid: Probe['result'] = { kind: 'invalid', reason: { kind: 'loadFailed', message: '' } }

interface Row {
  readonly sequence: number
  readonly held: number | null
  readonly failed: number | null
  readonly seen_held: number
  readonly seen_failed: number
}

test(`of ${sequences} random sequences of probes SQL finds the bracket that the code finds, and as many plateaus at its ends`, async () => {
  const all = Array.from({ length: sequences }, (_, sequence) => randomProbes(sequence + 1))
  using database = await openDatabase()
  await database.define(
    'CREATE TABLE probes (sequence INTEGER, place INTEGER, kind VARCHAR, rate DOUBLE, passed BOOLEAN)',
  )
  await database.define(`INSERT INTO probes VALUES ${all.flatMap(valuesOf).join(', ')}`)
  const rows = await database.rows<Row>(bracketsSql('probes', 'sequence'), {})
  const found = new Map(rows.map((row) => [row.sequence, row]))
  for (const [sequence, probes] of all.entries()) {
    const { pass, fail, seen } = bracketOf(probes)
    const { held, failed, seen_held, seen_failed } = found.get(sequence) ?? nothing
    assert.deepEqual(
      { held, failed, seen_held, seen_failed },
      { held: pass?.rate ?? null, failed: fail?.rate ?? null, seen_held: seen.pass, seen_failed: seen.fail },
      JSON.stringify(probes),
    )
  }
  const seenTwice = rows.filter(({ seen_held, seen_failed }) => seen_held > 1 && seen_failed > 1)
  assert.ok(seenTwice.length > sequences / 20, `${seenTwice.length} with both ends seen twice`)
})

const nothing = { held: null, failed: null, seen_held: 0, seen_failed: 0 }

function valuesOf(probes: readonly Probe[], sequence: number): readonly string[] {
  return probes.map(({ kind, rate, result }, place) => {
    const passed = result.kind === 'invalid' ? 'NULL' : String(result.kind === 'pass')
    return `(${sequence}, ${place}, '${kind}', ${rate}, ${passed})`
  })
}
