import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { calibration } from '@telemark/architecture'
import { eventually } from '../../../test/support/eventually.ts'
import { runFolder, start } from '../support/start.ts'

test('a server that is killed is a loss, with how it ended and the end of its log', async (t) => {
  const deployment = await start(t, calibration)
  assert.deepEqual(deployment.losses, [])
  const before = Date.now()
  const pidFile = join(runFolder(deployment), 'postgres/data/postmaster.pid')
  process.kill(Number.parseInt(await readFile(pidFile, 'utf8'), 10), 'SIGKILL')
  const loss = await eventually(() => {
    const [first] = deployment.losses
    assert.ok(first)
    assert.match(first.reason, /The end of/)
    return first
  })
  assert.equal(loss.part, 'PostgreSQL')
  assert.ok(loss.at >= before)
  assert.match(
    loss.reason,
    /^it ended by itself \(SIGKILL\)\. The end of .*log:\n.*ready to accept connections/s,
  )
})
