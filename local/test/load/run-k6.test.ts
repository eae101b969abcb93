import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { gunzipSync } from 'node:zlib'
import type { Load, LoadRun } from '@telemark/deployment'
import { allowedCpus } from '../../src/cpus.ts'
import { ensureTools } from '../../src/install/ensure-tools.ts'
import { runK6 } from '../../src/load/run-k6.ts'
import { openRun } from '../../src/process/run-folder.ts'

type Outputs = Pick<Load, 'outputs' | 'tags'>

/** Runs a script of a few requests a second against a server that answers at once. */
async function startLoad(
  t: TestContext,
  options: { seconds: number; script?: string; signal?: AbortSignal; outputs?: (folder: string) => Outputs },
): Promise<LoadRun> {
  const opened = new AsyncDisposableStack()
  t.after(() => opened.disposeAsync())
  const server = createServer((_, response) => response.end('ok')).listen(0, '127.0.0.1')
  opened.defer(() => server.close() && server.closeAllConnections())
  const folder = await mkdtemp(join(tmpdir(), 'telemark-test-'))
  opened.defer(() => rm(folder, { recursive: true }))
  const script = join(folder, 'script.ts')
  await writeFile(script, options.script ?? constantRate(options.seconds))
  const run = opened.use(await openRun())
  const { k6 } = await ensureTools(['k6'], () => undefined)
  const baseUrl = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
  const load = { script, environment: { GREETING: 'hello' }, ...options.outputs?.(folder) }
  const target = { baseUrl, fleetFile: '/dev/null', operatorKey: 'x'.repeat(32) }
  const envelope = await run.envelopes.create('k6')
  return runK6(
    { k6, load, target, cwd: folder, envelope, cpus: allowedCpus() },
    options.signal ?? new AbortController().signal,
  )
}

function constantRate(seconds: number): string {
  return `
    import http from 'k6/http'
    const rate: number = 20
    export const options = { scenarios: { load: {
      executor: 'constant-arrival-rate', rate, timeUnit: '1s', duration: '${seconds}s', preAllocatedVUs: 5 } } }
    export default function () {
      console.log(__ENV.GREETING)
      http.get(__ENV.BASE_URL + '/', { tags: { endpoint: 'latest' } })
    }`
}

test('only CSV rows come out, header first, and k6’s CPU is told', async (t) => {
  const run = await startLoad(t, { seconds: 2 })
  const lines = await Array.fromAsync(run.lines)
  const [header = '', ...rows] = lines
  assert.match(header, /^metric_name,timestamp,metric_value,/)
  assert.deepEqual(
    rows.filter((row) => !/^\w+,\d{16},/.test(row)),
    [],
  )
  const rowsOf = (metric: string) => rows.filter((row) => row.startsWith(`${metric},`)).length
  assert.ok(rowsOf('iterations') > 0)
  assert.equal(rowsOf('http_req_duration'), rowsOf('iterations'), 'each iteration is one request')
  const end = await run.ended
  assert.equal(end.exitCode, 0, end.stderr)
  assert.ok(end.cpuSeconds > 0)
  assert.equal(
    end.stderr.match(/hello/g)?.length,
    rowsOf('iterations'),
    'what the script logs goes to stderr, once an iteration: no row is missing',
  )
})

test('another output gets every sample too, tagged, and the columns of the rows stay as they are', async (t) => {
  const plain = await Array.fromAsync((await startLoad(t, { seconds: 1 })).lines)
  let path = ''
  const run = await startLoad(t, {
    seconds: 1,
    outputs: (folder) => {
      path = join(folder, 'samples.run-7.json.gz')
      return { outputs: [`json=${path}`], tags: { run: '7' } }
    },
  })
  const rows = await Array.fromAsync(run.lines)
  const end = await run.ended
  assert.equal(end.exitCode, 0, end.stderr)
  assert.equal(rows[0], plain[0])
  const samples = gunzipSync(await readFile(path))
    .toString()
    .split('\n')
  const requests = samples.filter((line) => line.includes('"metric":"http_req_duration","type":"Point"'))
  assert.equal(requests.length, rows.filter((row) => row.startsWith('http_req_duration,')).length)
  assert.ok(requests.length > 0 && requests.every((line) => line.includes('"run":"7"')))
})

test('rows arrive while k6 runs, and stop() ends it before its time', async (t) => {
  const run = await startLoad(t, { seconds: 600 })
  for await (const row of run.lines) {
    if (row.startsWith('http_req_duration,')) run.stop()
  }
  const end = await run.ended
  assert.equal(end.exitCode, 105, end.stderr)
})

test('k6 ends also when nobody takes its rows any more', async (t) => {
  const run = await startLoad(t, { seconds: 2 })
  for await (const row of run.lines) if (row.startsWith('http_req_duration,')) break
  const end = await run.ended
  assert.equal(end.exitCode, 0, end.stderr)
})

test('aborting kills k6', async (t) => {
  const stop = new AbortController()
  const run = await startLoad(t, { seconds: 600, signal: stop.signal })
  for await (const row of run.lines) {
    if (row.startsWith('http_req_duration,')) stop.abort()
  }
  assert.equal((await run.ended).exitCode, 128 + 9)
})

test('a script that k6 cannot run ends with its code and its complaint', async (t) => {
  const run = await startLoad(t, { seconds: 1, script: 'export default nonsense(' })
  assert.deepEqual(await Array.fromAsync(run.lines), [])
  const end = await run.ended
  assert.notEqual(end.exitCode, 0)
  assert.match(end.stderr, /script\.ts/)
})
