import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { ensureTools } from '../../src/install/ensure-tools.ts'
import { runTool } from '../../src/install/run-tool.ts'

test('every tool but k6 is installed into an empty cache, runs from there, and is reused', async (t) => {
  const { TELEMARK_CACHE } = process.env
  const cache = await mkdtemp(join(tmpdir(), 'cache-'))
  t.after(async () => {
    await rm(cache, { recursive: true, force: true })
    if (TELEMARK_CACHE === undefined) delete process.env.TELEMARK_CACHE
    else process.env.TELEMARK_CACHE = TELEMARK_CACHE
  })
  process.env.TELEMARK_CACHE = cache
  const said: string[] = []
  const install = () =>
    ensureTools(['postgres', 'redisServer', 'haproxy', 'kafka'], (line) => said.push(line))

  const { postgres, redisServer, haproxy, kafka } = await install()
  const steps = said.length
  assert.match(await runTool([join(postgres.bin, 'postgres'), '--version']), /PostgreSQL\) 18/)
  assert.match(await runTool([redisServer.path, '--version'], { env: redisServer.env }), /Redis server v=/)
  assert.match(await runTool([haproxy.path, '-v'], { env: haproxy.env }), /HAProxy version/)
  assert.match(await runTool([kafka.java, '-cp', kafka.classpath, 'kafka.Kafka', '--version']), /4\.2\.0/)
  assert.ok(said.some((line) => line.startsWith('Kafka 4.2.0: ready after')))

  assert.deepEqual(await install(), { postgres, redisServer, haproxy, kafka })
  assert.equal(said.length, steps, 'nothing is installed twice')
})
