import assert from 'node:assert/strict'
import { once } from 'node:events'
import { type AddressInfo, connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { after, before, describe, test } from 'node:test'
import { answerClientError, nodeServer } from '../../src/http/node-server.ts'

describe('What never reaches a handler is answered with a problem document', () => {
  const server = nodeServer((_request, response) => response.end('handled'), {
    keepAliveTimeoutMs: 1000,
    requestTimeoutMs: 30_000,
  })
  server.on('clientError', answerClientError)
  before(async () => {
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
  })
  after(() => server.close())

  async function send(request: string): Promise<string> {
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1')
    socket.write(request)
    return text(socket)
  }

  async function assertProblem(request: string, status: number): Promise<void> {
    const [head = '', body = ''] = (await send(request)).split('\r\n\r\n')
    assert.match(head, new RegExp(`^HTTP/1\\.1 ${status} \\w`))
    assert.match(head, /^content-type: application\/problem\+json/im)
    assert.match(head, new RegExp(`^content-length: ${Buffer.byteLength(body)}\r?$`, 'im'))
    assert.equal(JSON.parse(body).status, status)
  }

  test('a request that is no HTTP', async () => {
    await assertProblem('hello\r\n\r\n', 400)
    await assertProblem('GET / HTTP/1.1\r\nhost: a\r\nno colon\r\n\r\n', 400)
    await assertProblem('POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nab', 400)
  })

  test('a request of HTTP/1.1 that does not say which host it means', async () => {
    await assertProblem('GET / HTTP/1.1\r\n\r\n', 400)
    assert.match(await send('GET / HTTP/1.0\r\n\r\n'), /handled$/)
  })

  test('a request for a tunnel', () =>
    assertProblem('CONNECT example.org:443 HTTP/1.1\r\nhost: example.org\r\n\r\n', 400))

  test('nobody else suffers where a client that asked for a tunnel, or sent no HTTP, resets the connection', async () => {
    const { port } = server.address() as AddressInfo
    for (const request of ['CONNECT example.org:443 HTTP/1.1\r\nhost: a\r\n\r\n', 'hello\r\n\r\n']) {
      const socket = connect(port, '127.0.0.1')
      await once(socket, 'connect')
      socket.write(request)
      socket.resetAndDestroy()
      await once(socket, 'close')
    }
    assert.match(await send('GET / HTTP/1.0\r\n\r\n'), /handled$/)
  })

  test('an expectation that nobody knows', () =>
    assertProblem('GET / HTTP/1.1\r\nhost: a\r\nexpect: wonders\r\n\r\n', 417))

  test('headers that are too large', () =>
    assertProblem(`GET / HTTP/1.1\r\nhost: a\r\nx: ${'x'.repeat(20_000)}\r\n\r\n`, 431))
})
