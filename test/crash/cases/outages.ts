import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import type { Architecture } from '@telemark/architecture'
import type { Deployment } from '@telemark/deployment'
import { eventually } from '../../support/eventually.ts'
import { audit } from '../support/audit.ts'
import { burstOfReads, burstOfWrites, summary, type Told } from '../support/burst.ts'
import { fleetLoad, told } from '../support/fleet-load.ts'
import { kill, partsOf, pause } from '../support/processes.ts'
import { downOf, metricOf, tasksOf } from '../support/tasks.ts'

/** A server that goes away; `dependency` is its name in `/health/ready`. */
export interface Outage {
  readonly server: 'PostgreSQL' | 'Redis' | 'Kafka'
  readonly dependency: 'postgres' | 'redis' | 'kafka'
  /** `silent`: it stands still, its connections stay. `dead`: nobody listens. */
  readonly how: 'silent' | 'dead'
}

const events = 200
const requests = 400

/** Bounds of what may wait in one API task: callers for a connection, events for a batch. */
const mostWaiting = 500
const mostPending = 10_000

/** What the service does while a server is away, and that it comes back by itself. */
export function outage(deployment: () => Deployment, architecture: Architecture, away: Outage): void {
  const { server, dependency, how } = away
  test(`While ${server} is ${how} nothing fails but with 503, and when it is back all goes on by itself`, async (t) => {
    const standing = deployment()
    await standing.reset({ cache: 'warm' })
    const tasks = partsOf(standing, '')
    await using load = fleetLoad(standing)
    await load.acknowledges(events)
    {
      await using _healing = breakServer(standing, away)
      for (const task of tasksOf(standing, 'api')) {
        await eventually(async () => assert.deepEqual(await downOf(task), [dependency]))
        assert.equal((await task.get('/health')).status, 200)
        assert.equal((await task.get('/health/ready')).status, 503)
      }
      if (writesNeed(architecture, server)) await refusesWrites(t, standing)
      else await load.acknowledges(events)
      await reads(t, standing, { architecture, server })
      for (const task of tasksOf(standing, 'api')) {
        assert.ok((await metricOf(task, 'telemark_pool_waiting_requests')) <= mostWaiting)
        if (architecture.ingest.kind !== 'direct')
          assert.ok((await metricOf(task, 'telemark_pending_events')) <= mostPending)
      }
    }
    await load.acknowledges(events)
    for (const task of tasksOf(standing, 'api'))
      await eventually(async () => assert.deepEqual(await downOf(task), []))
    const sent = await load.stop()
    t.diagnostic(`${told(load.answers)}; slowest 503: ${load.slowestRefusalMs().toFixed()} ms`)
    assert.deepEqual(load.wrong, [])
    assert.deepEqual(unusual(load.answers), [])
    await audit(standing, sent)
    assert.deepEqual(partsOf(standing, ''), tasks, 'No task had to be replaced')
  })
}

function breakServer(deployment: Deployment, { server, how }: Outage): AsyncDisposable {
  if (how === 'dead') {
    kill(deployment, server)
    return { [Symbol.asyncDispose]: () => deployment.restart(server) }
  }
  const paused = pause(deployment, server)
  return { [Symbol.asyncDispose]: async () => paused[Symbol.dispose]() }
}

/** A write is acknowledged where it is kept: in Kafka, or in PostgreSQL. */
function writesNeed({ ingest }: Architecture, server: Outage['server']): boolean {
  return server === (ingest.kind === 'queued' ? 'Kafka' : 'PostgreSQL')
}

async function refusesWrites(t: TestContext, deployment: Deployment): Promise<void> {
  const answers = await burstOfWrites(deployment, requests)
  t.diagnostic(`writes meanwhile: ${summary(answers)}`)
  assert.deepEqual(answers.filter(isNoRefusal), [])
}

async function reads(
  t: TestContext,
  deployment: Deployment,
  { architecture, server }: { readonly architecture: Architecture; readonly server: Outage['server'] },
): Promise<void> {
  const answers = await burstOfReads(deployment, requests)
  t.diagnostic(`reads meanwhile: ${summary(answers)}`)
  const cached = architecture.read.kind === 'cached'
  if (server === 'PostgreSQL' && !cached) return assert.deepEqual(answers.filter(isNoRefusal), [])
  const use = server === 'Redis' ? 'bypass' : 'hit'
  assert.deepEqual(
    answers.filter(({ status, cache }) => status !== 200 || (cached && cache !== use)),
    [],
  )
}

function isNoRefusal({ status, retryAfter }: Told): boolean {
  return status !== 503 || retryAfter === null
}

/** Neither taken nor refused for now: a broken connection, or a defect. */
function unusual(answers: ReadonlyMap<number, number>): readonly number[] {
  return [...answers.keys()].filter((status) => ![200, 201, 202, 503].includes(status))
}
