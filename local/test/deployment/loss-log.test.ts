import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { lossLog } from '../../src/deployment/loss-log.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const enveloped = (outOfMemoryKills: number) => ({ usage: async () => ({ outOfMemoryKills }) })

test('a loss is counted at once, and then says how it came about', async (t) => {
  const log = join(await temporaryFolder(t), 'log')
  await writeFile(log, 'ready\nallocating\n')
  const { losses, add } = lossLog()
  const added = add({ part: 'Kafka', how: 'SIGKILL', log, envelope: enveloped(1) })
  assert.equal(losses.length, 1)
  await added
  const [loss] = losses
  assert.equal(loss?.part, 'Kafka')
  assert.equal(
    loss?.reason,
    `it ended by itself (SIGKILL, out of memory). The end of ${log}:\nready\nallocating`,
  )
})

test('an envelope that counted no kill is not blamed, and a log that is gone does not hide the loss', async () => {
  const { losses, add } = lossLog()
  await add({ part: 'Redis', how: 'exit code 1', log: '/nowhere/log', envelope: enveloped(0) })
  assert.match(losses[0]?.reason ?? '', /^it ended by itself \(exit code 1\)\. .*not readable: .*ENOENT/s)
})
