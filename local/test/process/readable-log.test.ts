import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { logTail } from '../../src/process/log-tail.ts'
import { readableLog } from '../../src/process/readable-log.ts'

const failed = {
  level: 'fatal',
  time: '2026-11-23T06:41:16.123Z',
  pid: 1,
  err: {
    type: 'Error',
    message: 'Not ready',
    stack: 'Error: Not ready\n    at start (file:///service/run.ts:1:2)',
    cause: { type: 'Error', message: 'ECONNREFUSED' },
  },
  msg: 'The service failed',
}

test('A line of JSON is shown as text, with its error and what caused it', () => {
  assert.equal(
    readableLog(JSON.stringify(failed)),
    `2026-11-23T06:41:16.123Z fatal: The service failed
  Error: Not ready
      at start (file:///service/run.ts:1:2)
  caused by Error: ECONNREFUSED`,
  )
})

test('What is no line of the service stays as it is', () => {
  for (const text of ['LOG:  database system is ready', '{"level":"info","msg":"cut o', '{"other":1}', ''])
    assert.equal(readableLog(text), text)
})

test('The end of a log is whole lines, readable', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'log-tail-'))
  t.after(() => rm(folder, { recursive: true }))
  const log = join(folder, 'log')
  await writeFile(log, `${'a line that is long ago\n'.repeat(1000)}${JSON.stringify(failed)}\n`)
  const lines = (await logTail(log)).split('\n')
  assert.equal(lines[0], 'a line that is long ago')
  assert.equal(lines.at(-1), '  caused by Error: ECONNREFUSED')
})
