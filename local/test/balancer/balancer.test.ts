import assert from 'node:assert/strict'
import { once } from 'node:events'
import { Agent, createServer, request, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type TestContext, test } from 'node:test'
import { type LoadBalancer, loadBalancer, type Target } from '../../src/balancer/balancer.ts'
import { runtimeApi } from '../../src/balancer/runtime-api.ts'
import { ensureTools } from '../../src/install/ensure-tools.ts'
import { openRun } from '../../src/process/run-folder.ts'
import { startHaproxy } from '../../src/servers/haproxy.ts'

async function startBalancer(t: TestContext): Promise<{ balancer: LoadBalancer; port: number }> {
  const opened = new AsyncDisposableStack()
  t.after(() => opened.disposeAsync())
  const run = opened.use(await openRun())
  const tools = await ensureTools(['haproxy'], () => undefined)
  const haproxy = opened.use(await startHaproxy({ run, tools }))
  return { balancer: loadBalancer(runtimeApi(haproxy.runtimeSocket)), port: haproxy.port }
}

interface LittleTask extends Target {
  readonly server: Server
  readonly answered: () => number
}

/** An HTTP server that answers after some milliseconds, as a task under load does. */
async function startTask(t: TestContext, name: string, answerMs = 20): Promise<LittleTask> {
  let answered = 0
  const server = createServer({ keepAliveTimeout: 65_000 }, (incoming, response) => {
    if (incoming.url === '/health') {
      response.end()
      return
    }
    incoming.resume()
    setTimeout(() => {
      answered += 1
      response.end()
    }, answerMs * Math.random())
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const stop = () => {
    server.close()
    server.closeAllConnections()
  }
  t.after(stop)
  return { name, port: (server.address() as AddressInfo).port, server, answered: () => answered }
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

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 10))
}

test('scaling from one task to four and back, three times under load, fails no request', async (t) => {
  const { balancer, port } = await startBalancer(t)
  let staying = await startTask(t, 'api-0')
  await balancer.join(staying)
  const load = keepLoading(port, 20)
  for (const round of [1, 2, 3]) {
    const joining = await Promise.all(['a', 'b', 'c'].map((name) => startTask(t, `api-${round}${name}`)))
    for (const task of joining) await balancer.join(task)
    await until(() => joining.every((task) => task.answered() >= 20))
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

test('a task that leaves gets no new request and answers the one it has', async (t) => {
  const { balancer, port } = await startBalancer(t)
  const slow = await startTask(t, 'slow', 400)
  await balancer.join(slow)
  const answer = send(port, 'POST', new Agent())
  await untilBusy(balancer)
  const other = await startTask(t, 'other', 1)
  await balancer.join(other)
  await balancer.leave(slow)
  assert.equal(slow.answered(), 1)
  assert.equal(await answer, '200')
  assert.equal(await send(port, 'GET', new Agent()), '200')
  assert.equal(slow.answered(), 1)
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
  const task = await startTask(t, 'api-1', 400)
  await balancer.join(task)
  const answer = send(port, 'POST', new Agent())
  await untilBusy(balancer)
  await balancer.idle()
  assert.equal(task.answered(), 1)
  assert.equal(await answer, '200')
})

test('a command that HAProxy refuses is an error with its answer', async (t) => {
  const { balancer } = await startBalancer(t)
  const task = await startTask(t, 'api-1')
  await balancer.join(task)
  await assert.rejects(balancer.join(task), /refused "add server app\/api-1 .*already exists/i)
})

async function untilBusy(balancer: LoadBalancer): Promise<void> {
  while ((await balancer.load()).sessions === 0) await new Promise((resolve) => setTimeout(resolve, 5))
}
