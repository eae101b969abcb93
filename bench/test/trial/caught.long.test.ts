import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import test from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { baseline, kafka, maxTasks } from '@telemark/architecture'
import type { Deployment } from '@telemark/deployment'
import { Client } from 'pg'
import { eventually } from '../../../test/support/eventually.ts'
import { settlingPlateau } from '../../src/plan/stages.ts'
import { writeHeavy } from '../../src/plan/workloads.ts'
import { measured, standingCell, withDeployment } from '../support/standing-cell.ts'

const stages = settlingPlateau(100, 8)
const someEvent = `event_id = (SELECT event_id FROM telemetry_event WHERE event_time > now() - interval '1 hour' LIMIT 1)`

/** Changes rows behind the service's back. */
async function tamper({ parts }: Deployment, sql: string): Promise<number> {
  const client = new Client({
    connectionString: parts.find(({ name }) => name === 'PostgreSQL')?.address,
  })
  await client.connect()
  try {
    return (await client.query(sql)).rowCount ?? 0
  } finally {
    await client.end()
  }
}

test('what is stored behind the back of the service is found by the audit', async (t) => {
  const cell = await standingCell(t, baseline, writeHeavy)
  /** The audit of a load after which `sql` was run. */
  const auditAfter = async (sql: string, rows: number) => {
    const stored = async function* () {
      assert.equal(await tamper(cell.deployment, sql), rows)
      yield* cell.deployment.stored()
    }
    return (await measured(withDeployment(cell, { stored }), { stages })).audit
  }

  await t.test('nothing, where nothing was changed', async () => {
    const load = await measured(cell, { stages })
    const { acknowledged, stored, ...rest } = load.audit
    assert.ok(acknowledged > 600 && stored === acknowledged)
    for (const [name, count] of Object.entries(rest)) assert.equal(count, 0, name)
    assert.deepEqual(
      load.freshness?.map(({ delayMs }) => delayMs),
      [100, 250, 500, 1000],
    )
    assert.ok((load.witness?.requests ?? 0) > 30)
  })

  await t.test('an event that was deleted is lost', async () => {
    const audit = await auditAfter(`DELETE FROM telemetry_event WHERE ${someEvent}`, 1)
    assert.deepEqual([audit.lost, audit.corrupted], [1, 0])
  })

  await t.test('an event with another value is corrupted', async () => {
    const change = `UPDATE telemetry_event SET measurements = jsonb_set(measurements, '{temperature}', '99') WHERE ${someEvent}`
    const audit = await auditAfter(change, 1)
    assert.deepEqual([audit.lost, audit.corrupted, audit.unverified], [0, 1, 0])
  })

  await t.test('an event whose numbers are written in another way is the same', async () => {
    const change = `UPDATE telemetry_event SET measurements =
      jsonb_set(measurements, '{battery}', to_jsonb((measurements ->> 'battery')::numeric + 0.00000000)) WHERE ${someEvent}`
    assert.equal((await auditAfter(change, 1)).corrupted, 0)
  })
})

test('an architecture that answers before it has stored is caught by completion and by canaries', async (t) => {
  const cell = await standingCell(t, kafka, writeHeavy)
  const api = maxTasks(kafka.scaling)
  const load: Deployment['load'] = async (load, signal) => {
    await cell.deployment.setTasks({ api, consumers: 0 })
    const run = await cell.deployment.load(load, signal)
    const ended = run.ended.finally(() => cell.deployment.setTasks({ api }))
    return { ...run, ended }
  }
  const {
    result,
    completion = 1,
    freshness = [],
    audit,
  } = await measured(withDeployment(cell, { load }), {
    stages,
  })
  assert.notEqual(result.kind, 'pass') // a fail; where the machine is crowded, invalid
  assert.ok(completion < 0.1, `${completion} complete`)
  // How many count depends on how punctual the generator is; none of them may be fresh.
  const asked = freshness.reduce((sum, count) => sum + count.asked, 0)
  const fresh = freshness.reduce((sum, count) => sum + count.fresh, 0)
  assert.ok(asked > 0 && fresh === 0, `${fresh} of ${asked} fresh`)
  assert.deepEqual([audit.lost, audit.corrupted], [0, 0])
})

/** Lets the process that runs `script` have a fifth of the time only, as a crowded core would; until it has ended. */
async function starve(script: string): Promise<void> {
  const pid = await eventually(() => {
    const found = readdirSync('/proc').find((name) => /^\d+$/.test(name) && runs(name, script))
    assert.ok(found, `${script} does not run yet`)
    return Number(found)
  })
  while (signal(pid, 'SIGSTOP')) {
    await delay(80)
    signal(pid, 'SIGCONT')
    await delay(20)
  }
}

/** Whether the process was there to get it. */
function signal(pid: number, name: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, name)
  } catch {
    return false
  }
}

function runs(pid: string, script: string): boolean {
  try {
    const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')
    return words.includes(script) && words.includes('run') && !(words[0] ?? '').endsWith('sh')
  } catch {
    return false // it has ended meanwhile
  }
}

test('a generator that is starved blames nobody', async (t) => {
  const cell = await standingCell(t, baseline, writeHeavy)
  const load: Deployment['load'] = async (load, signal) => {
    const run = await cell.deployment.load(load, signal)
    const starving = starve(load.script)
    return { ...run, ended: Promise.all([run.ended, starving]).then(([end]) => end) }
  }
  const { result } = await measured(withDeployment(cell, { load }), { stages })
  assert.ok(
    result.kind === 'invalid' &&
      ['lateness', 'generatorCpu', 'witnessDisagrees'].includes(result.reason.kind),
  )
})
