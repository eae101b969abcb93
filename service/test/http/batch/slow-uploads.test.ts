import assert from 'node:assert/strict'
import { connect, type Socket } from 'node:net'
import { type TestContext, test } from 'node:test'
import { eventually } from '../../../../test/support/eventually.ts'
import { uuidV7 } from '../../../src/telemetry/uuid.ts'
import { freshDatabase } from '../../support/fresh-database.ts'
import { operatorHeaders, runningApi } from '../../support/running-api.ts'
import { useServers } from '../../support/servers.ts'

const servers = useServers(['postgres'])
const path = '/api/telemetry/batch'
const mebibyte = 2 ** 20

interface Upload {
  readonly socket: Socket
  /** What has come back so far. */
  answer(): string
}

test('uploads that never end fill the room for batches, and give it up to one that arrives', async (t) => {
  const { config, device } = await freshDatabase(t, servers.postgres)
  const url = await runningApi(t, config)
  const headers = operatorHeaders(config)
  const slow = Array.from({ length: 33 }, () => unendingUpload(t, url, headers))
  const answers = () => slow.map(({ answer }) => answer()).filter((answer) => answer !== '')
  await eventually(() => assert.ok(answers().length > 0)) // there was no room for one of them: they fill it
  const { deviceId } = await device()
  const event = { device_id: deviceId, event_id: uuidV7(Date.now()), measurements: { text: 'x'.repeat(200) } }
  const body = JSON.stringify({ events: [event] })
  await eventually(async () => {
    const reply = await fetch(new URL(path, url), {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body: `${body}${' '.repeat(mebibyte / 2)}`, // more than those leave free
    })
    assert.equal(reply.status, 201, await reply.text())
  })
  assert.ok(answers().length > 1, 'None of the slow ones gave up its room.')
  for (const answer of answers()) {
    assert.match(answer, /^HTTP\/1\.1 503 /)
    assert.match(answer, /^retry-after: 1\r$/im)
  }
  const open = slow.filter(({ answer, socket }) => answer() === '' && !socket.destroyed)
  assert.ok(
    open.length > 16,
    `Only ${open.length} of the slow ones may go on: more were cut than was needed.`,
  )
})

test('a batch in pieces of one byte is stored as any other', async (t) => {
  const { config, device, value } = await freshDatabase(t, servers.postgres)
  const url = await runningApi(t, config)
  const { deviceId } = await device()
  const body = JSON.stringify({ events: [{ device_id: deviceId, measurements: { text: 'x'.repeat(250) } }] })
  const upload = open(t, url, { ...operatorHeaders(config), 'transfer-encoding': 'chunked' })
  for (const byte of body) upload.socket.write(`1\r\n${byte}\r\n`)
  upload.socket.write('0\r\n\r\n')
  await eventually(() => assert.ok(upload.answer().startsWith('HTTP/1.1 201 ')))
  assert.equal(Number(await value('SELECT count(*) FROM telemetry_event')), 1)
})

/** All but the last byte of a batch of 1 MiB. */
function unendingUpload(t: TestContext, url: URL, headers: Readonly<Record<string, string>>): Upload {
  const upload = open(t, url, { ...headers, 'content-length': String(mebibyte) })
  upload.socket.write(' '.repeat(mebibyte - 1))
  return upload
}

function open(t: TestContext, url: URL, headers: Readonly<Record<string, string>>): Upload {
  const socket = connect(Number(url.port), url.hostname)
  t.after(() => socket.destroy())
  let answer = ''
  socket.on('data', (data) => {
    answer += data
  })
  const lines = Object.entries({ host: url.host, 'content-type': 'application/json', ...headers })
  const head = [`POST ${path} HTTP/1.1`, ...lines.map(([name, value]) => `${name}: ${value}`), '', '']
  socket.write(head.join('\r\n'))
  return { socket, answer: () => answer }
}
