import assert from 'node:assert/strict'
import { once } from 'node:events'
import { Agent, createServer, request, type Server } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { type TestContext, test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { eventually } from '../../../test/support/eventually.ts'
import { type LoadBalancer, loadBalancer, type Target } from '../../src/balancer/balancer.ts'
import { type RuntimeApi, runtimeApi } from '../../src/balancer/runtime-api.ts'
import { parseStat, statOf } from '../../src/balancer/show-stat.ts'
import { ensureTools } from '../../src/install/ensure-tools.ts'
import { openRun } from '../../src/process/run-folder.ts'
import { type HaproxyServer, startHaproxy } from '../../src/servers/haproxy.ts'

interface StartedBalancer extends Pick<HaproxyServer, 'timings'> {
  readonly balancer: LoadBalancer
  readonly api: RuntimeApi
  readonly port: number
}

async function startBalancer(t: TestContext): Promise<StartedBalancer> {
  const opened = new AsyncDisposableStack()
  t.after(() => opened.disposeAsync())
  const run = opened.use(await openRun())
  const tools = await ensureTools(['haproxy'], () => undefined)
  const haproxy = opened.use(await startHaproxy({ run, tools }))
  const api = runtimeApi(haproxy.runtimeSocket)
  return { balancer: loadBalancer(api), api, port: haproxy.port, timings: haproxy.timings }
}

interface LittleTask extends Target {
  readonly server: Server
  readonly answered: () => number
  /** Connections that requests came through; health checks have their own. */
  readonly connections: () => number
}

/** Some milliseconds, as an answer takes under load. */
const aMoment = () => delay(20 * Math.random())

/** An HTTP server that answers its health check at once, and a request when `work` is done. */
async function startTask(
  t: TestContext,
  name: string,
  work: () => Promise<unknown> = aMoment,
): Promise<LittleTask> {
  let answered = 0
  const sockets = new Set<Socket>()
  const server = createServer({ keepAliveTimeout: 65_000 }, async (incoming, response) => {
    if (incoming.url !== '/health') {
      incoming.resume()
      sockets.add(incoming.socket)
      await work()
      answered += 1
    }
    response.end()
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const stop = () => {
    server.close()
    server.closeAllConnections()
  }
  t.after(stop)
  const { port } = server.address() as AddressInfo
  return { name, port, server, answered: () => answered, connections: () => sockets.size }
}

/** Keeps sending reads and writes until stopped; then tells what came back. */
function keepLoading(
  port: number,
  users: number,
): { stop(): Promise<{ answers: number; failures: string[] }> } {
  const agent = new Agent({ keepAlive: true, maxSockets: users })
  const failures: string[] = []
  let answers = 0
  let stopped = false
  const user = async (number: number) => {
    for (let n = number; !stopped; n += 1) {
      const status = await send(port, n % 2 === 0 ? 'GET' : 'POST', agent)
      if (status === '200') answers += 1
      else failures.push(status)
    }
  }
  const all = Array.from({ length: users }, (_, number) => user(number))
  return {
    stop: async () => {
      stopped = true
      await Promise.all(all)
      agent.destroy()
      return { answers, failures }
    },
  }
}

function send(port: number, method: string, agent: Agent): Promise<string> {
  return new Promise((resolve) => {
    const outgoing = request({ host: '127.0.0.1', port, method, path: '/api', agent }, (response) => {
      response.resume().on('end', () => resolve(String(response.statusCode)))
    })
    outgoing.on('error', (error) => resolve(error.message))
    outgoing.end(method === 'POST' ? '{}' : undefined)
  })
}

test('scaling from one task to four and back, three times under load, fails no request', async (t) => {
  const { balancer, port } = await startBalancer(t)
  let staying = await startTask(t, 'api-0')
  await balancer.join(staying)
  const load = keepLoading(port, 20)
  for (const round of [1, 2, 3]) {
    const joining = await Promise.all(['a', 'b', 'c'].map((name) => startTask(t, `api-${round}${name}`)))
    for (const task of joining) await balancer.join(task)
    await eventually(() => assert.ok(joining.every((task) => task.answered() >= 20)))
    const [next, ...others] = joining as [LittleTask, LittleTask, LittleTask]
    for (const task of [staying, ...others]) {
      await balancer.leave(task)
      task.server.close()
      task.server.closeAllConnections() // would cut off what is in flight
    }
    staying = next
  }
  const { answers, failures } = await load.stop()
  assert.deepEqual(failures, [])
  assert.ok(answers > 180, `every task has answered: ${answers}`)
})

test('many clients share a few connections to a task', async (t) => {
  const { balancer, port } = await startBalancer(t)
  const task = await startTask(t, 'api-1')
  await balancer.join(task)
  const clients = 50
  for (let client = 1; client <= clients; client += 1)
    assert.equal(await send(port, client % 2 === 0 ? 'GET' : 'POST', new Agent()), '200')
  assert.equal(task.answered(), clients)
  assert.ok(task.connections() < clients / 5, `${task.connections()} connections for ${clients} clients`)
})

test('a task that leaves gets no new request and answers the one it has', async (t) => {
  const { balancer, api, port } = await startBalancer(t)
  const { promise: released, resolve: release } = Promise.withResolvers<void>()
  const leaving = await startTask(t, 'leaving', () => released)
  await balancer.join(leaving)
  const answer = send(port, 'POST', new Agent())
  await untilBusy(balancer)
  const other = await startTask(t, 'other')
  await balancer.join(other)
  const answeredWhenLeft = balancer.leave(leaving).then(() => leaving.answered())
  await eventually(async () => assert.match(await statusOf(api, leaving), /^DRAIN/))
  assert.equal(await send(port, 'GET', new Agent()), '200')
  assert.deepEqual([leaving.answered(), other.answered()], [0, 1])
  release()
  assert.equal(await answeredWhenLeft, 1)
  assert.equal(await answer, '200')
})

test('a task that leaves with only streams open is told to stop, and is not waited for until they are cut off', async (t) => {
  const { balancer, port } = await startBalancer(t)
  const { promise: stopped, resolve: stop } = Promise.withResolvers<void>()
  const leaving = await startTask(t, 'leaving', () => stopped)
  await balancer.join(leaving)
  const stream = send(port, 'GET', new Agent())
  await untilBusy(balancer)
  let told = 0
  await balancer.leave(leaving, () => {
    told += 1
    stop()
  })
  assert.equal(told, 1)
  assert.equal(await stream, '200')
})

test('a dead task is forgotten, and its name can be used again', async (t) => {
  const { balancer, port } = await startBalancer(t)
  const dead = await startTask(t, 'api-1')
  await balancer.join(dead)
  dead.server.close()
  dead.server.closeAllConnections()
  await balancer.forget(dead)
  await balancer.join(await startTask(t, 'api-1'))
  assert.equal(await send(port, 'POST', new Agent()), '200')
})

test('idle resolves when the last request is answered', async (t) => {
  const { balancer, port } = await startBalancer(t)
  const { promise: released, resolve: release } = Promise.withResolvers<void>()
  const task = await startTask(t, 'api-1', () => released)
  await balancer.join(task)
  const answer = send(port, 'POST', new Agent())
  await untilBusy(balancer)
  const answeredWhenIdle = balancer.idle().then(() => task.answered())
  await untilBusy(balancer) // by now it has asked at least once
  release()
  assert.equal(await answeredWhenIdle, 1)
  assert.equal(await answer, '200')
})

test('a command that HAProxy refuses is an error with its answer', async (t) => {
  const { balancer } = await startBalancer(t)
  const task = await startTask(t, 'api-1')
  await balancer.join(task)
  await assert.rejects(balancer.join(task), /refused "add server app\/api-1 .*already exists/i)
})

async function untilBusy(balancer: LoadBalancer): Promise<void> {
  await eventually(async () => assert.ok((await balancer.load()).sessions > 0))
}

/** `UP`, `DRAIN` and the like. */
async function statusOf(api: RuntimeApi, { name }: Target): Promise<string> {
  return statOf(parseStat(await api('show stat')), 'app', name)?.get('status') ?? 'gone'
}
