import assert from 'node:assert/strict'
import test from 'node:test'
import { capacitySql, cellsSql } from '../../src/verify/cell-sql.ts'
import { openDatabase } from '../../src/verify/database.ts'
import type { Bracket } from '../../src/verify/observed.ts'
import { windowsSql } from '../../src/verify/window-figures.ts'

interface Load {
  readonly kind: string
  readonly rate: number
  readonly result: 'pass' | 'fail' | 'invalid'
  readonly variant?: string
  /** Of a load that rises. */
  readonly held?: number
}

/** The bracket of a cell with these loads, oldest first. */
async function bracketWith(loads: readonly Load[]): Promise<Partial<Bracket>> {
  using database = await openDatabase()
  await database.define(`${windowsSql}${cellsSql}`)
  for (const [place, { kind, rate, result, variant, held }] of loads.entries())
    await database.run(
      `INSERT INTO loads BY NAME SELECT
        $place::INTEGER AS place, $place::INTEGER AS run, 'redis' AS architecture, 'mixed' AS workload, 1 AS block,
        $variant::VARCHAR AS variant, $kind AS kind, $kind IN ('ramp', 'stress') AS rising, $rate::DOUBLE AS rate,
        $held::DOUBLE AS held_rate, $result AS result`,
      { place, kind, rate, result, variant: variant ?? null, held: held ?? null },
    )
  const [bracket] = await database.rows<Bracket>(capacitySql, { architecture: 'redis', workload: 'mixed' })
  return bracket ?? {}
}

const plateaus: readonly Load[] = [
  { kind: 'probe', rate: 400, result: 'pass' },
  { kind: 'confirmation', rate: 380, result: 'pass' },
  { kind: 'probe', rate: 440, result: 'fail' },
]
const bracket = { held: 400, failed: 440, seen_held: 1, seen_failed: 1 }

test('neither a soak nor a load under a live autoscaler nor one under other conditions tells a capacity', async () => {
  assert.deepEqual(await bracketWith(plateaus), bracket)
  const more: readonly Load[] = [
    { kind: 'soak', rate: 300, result: 'fail' },
    { kind: 'stress', rate: 200, result: 'fail', held: 150 },
    { kind: 'probe', rate: 395, result: 'fail', variant: 'squeezed' },
    { kind: 'ramp', rate: 100, result: 'fail', held: 90, variant: 'squeezed' },
  ]
  assert.deepEqual(await bracketWith([...plateaus, ...more]), bracket)
})

test('a load under a live autoscaler tells the capacity where nothing else was run, but a soak', async () => {
  const stress: Load = { kind: 'stress', rate: 500, result: 'fail', held: 450 }
  const soak: Load = { kind: 'soak', rate: 300, result: 'fail' }
  const found = await bracketWith([
    stress,
    soak,
    { ...stress, variant: 'uncompressed', rate: 200, held: 100 },
  ])
  assert.deepEqual(found, { held: 450, failed: 500, seen_held: 0, seen_failed: 0 })
})

test('what a ramp says counts only on the side of which no plateau says anything', async () => {
  const ramp: Load = { kind: 'ramp', rate: 600, result: 'fail', held: 550 }
  const fail: Load = { kind: 'probe', rate: 440, result: 'fail' }
  const pass: Load = { kind: 'probe', rate: 400, result: 'pass' }
  assert.deepEqual(await bracketWith([ramp, pass]), { held: 400, failed: 600, seen_held: 1, seen_failed: 0 })
  assert.deepEqual(await bracketWith([ramp, fail]), { held: null, failed: 440, seen_held: 0, seen_failed: 1 })
})

test('one disturbed plateau among those that agree moves no end, and a confirmation weighs as much as two', async () => {
  const disturbed: Load = { kind: 'probe', rate: 360, result: 'fail' }
  const found = await bracketWith([...plateaus, disturbed])
  assert.deepEqual([found.held, found.failed], [400, 440])
  const confirmed: Load = { kind: 'confirmation', rate: 360, result: 'fail' }
  const overruled = await bracketWith([{ kind: 'probe', rate: 400, result: 'pass' }, confirmed])
  assert.deepEqual([overruled.held, overruled.failed], [null, 360])
})
