import fc from 'fast-check'
import { operations } from '../support/contract.ts'
import { hostileText } from './hostile.ts'

/** Bytes that are no proper request of an operation, or no HTTP at all, and what is odd about them. */
export interface OddHttp {
  readonly what: string
  readonly bytes: Buffer
}

/** Request lines, headers and framings that clients should not send; `right` is one that would be answered. */
export function oddHttp(right: Buffer): fc.Arbitrary<OddHttp> {
  const head = right.toString('utf8', 0, right.indexOf('\r\n\r\n'))
  const body = right.subarray(right.indexOf('\r\n\r\n') + 4)
  const named = ({ what, bytes }: { what: string; bytes: string | Buffer }): OddHttp => ({
    what,
    bytes: Buffer.from(bytes as string),
  })
  return fc.oneof(
    {
      weight: 3,
      arbitrary: targets.map((target) =>
        named({ what: `target ${target.slice(0, 60)}`, bytes: request('GET', target) }),
      ),
    },
    {
      weight: 3,
      arbitrary: fc
        .tuple(methods, paths)
        .map(([method, path]) =>
          named({ what: `method ${method.slice(0, 40)}`, bytes: request(method, path) }),
        ),
    },
    {
      weight: 3,
      arbitrary: headerLines.map((line) =>
        named({
          what: `header line ${line.slice(0, 60)}`,
          bytes: Buffer.concat([Buffer.from(`${head}\r\n${line}\r\n\r\n`, 'latin1'), body]),
        }),
      ),
    },
    { weight: 3, arbitrary: framings(head, body).map((bytes) => named({ what: 'framing', bytes })) },
    {
      weight: 2,
      arbitrary: fc.constantFrom(...lines).map((bytes) => named({ what: 'request line', bytes })),
    },
    { weight: 2, arbitrary: garbled(right).map((bytes) => named({ what: 'garbled bytes', bytes })) },
  )
}

function request(method: string, target: string): string {
  return `${method} ${target} HTTP/1.1\r\nhost: telemark\r\n\r\n`
}

const paths = fc.constantFrom(
  ...operations.map(({ path }) => path.replaceAll(/\{\w+\}/g, '019aaf2e-8c5e-7d61-9d7b-0f4f2f9f6a11')),
  '/',
  '/api/nothing',
  '/api/docs',
)

const methods = fc.oneof(
  fc.constantFrom(
    'HEAD',
    'PUT',
    'PATCH',
    'DELETE',
    'OPTIONS',
    'TRACE',
    'PROPFIND',
    'QUERY',
    'LOCK',
    'M-SEARCH',
    'PURGE',
    'CONNECT',
  ),
  fc.constantFrom('get', 'GETS', 'PRI', 'X', '', 'G\u00c9T', 'GET\u0000', 'A'.repeat(5000)),
)

const targets = fc.oneof(
  fc.constantFrom(
    '/..',
    '/../../etc/passwd',
    '/api/../health',
    '/api/telemetry/%2e%2e/%2e%2e/health',
    '//health',
    '/health//',
    '/./health',
    '/%68ealth',
  ),
  fc.constantFrom(
    '/api/telemetry/%00',
    '/api/telemetry/%',
    '/api/telemetry/%zz',
    '/api/telemetry/%c3%28',
    '/api/telemetry/%ed%a0%80',
    '/%2f',
    '/api%2ftelemetry',
  ),
  fc.constantFrom(
    '*',
    'health',
    '?',
    '/?',
    '/health?',
    '/health#a',
    '/health;a=b',
    'http://example.org/health',
    'http://',
    '://',
    '\\health',
    '/health\\..',
  ),
  fc.constantFrom(
    `/${'a'.repeat(20_000)}`,
    `/api/telemetry/${'a'.repeat(8000)}`,
    `/health?${'a=1&'.repeat(3000)}`,
    `/${'a/'.repeat(2000)}`,
    '/__proto__',
    '/constructor',
    '/api/docs/',
    '/api/docs/../../package.json',
  ),
  hostileText.map((text) => `/${text.toWellFormed().replaceAll(/[\r\n ]/g, '')}`),
  hostileText.map((text) => `/api/telemetry/${encodeURIComponent(text.toWellFormed())}/x`),
)

const headerLines = fc.oneof(
  fc.constantFrom(
    'no colon',
    ': no name',
    'sp ace: 1',
    'x : 1',
    'x:',
    ' folded',
    '\tfolded',
    'x: a\n b',
    'x: \u0000',
    'x: \u0001',
    'x: \u007f',
    'é: 1',
    'x: é',
    '\r',
    '\n',
  ),
  fc.constantFrom(
    'host: other',
    'host:',
    'content-length: 1',
    'content-length: -1',
    'content-length: 1e3',
    'content-length: 0x10',
    'content-length: 99999999999999999999',
    'content-length: 4, 4',
  ),
  fc.constantFrom(
    'transfer-encoding: chunked',
    'transfer-encoding: gzip',
    'transfer-encoding: chunked, identity',
    'transfer-encoding: xchunked',
    'Transfer-Encoding : chunked',
  ),
  fc.constantFrom(
    'expect: 100-continue',
    'expect: nothing',
    'expect:',
    'upgrade: websocket\r\nconnection: upgrade',
    'connection: upgrade, HTTP2-Settings\r\nupgrade: h2c',
    'connection: close',
    'connection: é',
    'te: trailers',
    'keep-alive: -1',
  ),
  fc.constantFrom(
    `x: ${'x'.repeat(20_000)}`,
    `${'x'.repeat(20_000)}: 1`,
    Array.from({ length: 1500 }, (_, n) => `x${n}: 1`).join('\r\n'),
    Array.from({ length: 500 }, () => 'cookie: a=b').join('\r\n'),
  ),
  fc.constantFrom(
    '__proto__: 1',
    'constructor: 1',
    'content-type: application/json\r\ncontent-type: text/plain',
    'x-api-key: a\r\nX-API-KEY: b',
    'authorization: Bearer a\r\nauthorization: Bearer b',
  ),
  fc.string({ maxLength: 40 }).map((value) => `x-any: ${value.replaceAll(/[\r\n]/g, '')}`),
)

/** Bodies in chunks that are none, and lengths that are wrong. What follows a length that is too small is another request. */
function framings(head: string, body: Buffer): fc.Arbitrary<Buffer> {
  const bare = head.replaceAll(/\r\n(content-length|transfer-encoding):[^\r]*/gi, '')
  const chunked = (chunks: string | Buffer) =>
    Buffer.concat([
      Buffer.from(`${bare}\r\ntransfer-encoding: chunked\r\n\r\n`),
      Buffer.from(chunks as string),
    ])
  const size = body.length.toString(16)
  return fc.oneof(
    fc
      .constantFrom(
        `${size}\r\n${body}\r\n0\r\n\r\n`,
        `${size};a=b\r\n${body}\r\n0\r\n\r\n`,
        `${size}\r\n${body}\r\n0\r\nx-trailer: 1\r\n\r\n`,
        '0\r\n\r\n',
      )
      .map(chunked),
    fc
      .constantFrom(
        'x\r\n',
        '-1\r\n\r\n',
        'ffffffffffffffffff\r\n',
        '1\r\nab\r\n0\r\n\r\n',
        '1\na\n0\n\n',
        '1 \r\na\r\n0\r\n\r\n',
        '0x1\r\na\r\n0\r\n\r\n',
        `${'0'.repeat(5000)}\r\n\r\n`,
        `1;${'a'.repeat(20_000)}\r\na\r\n0\r\n\r\n`,
      )
      .map(chunked),
    fc
      .uint8Array({ minLength: 8, maxLength: 60 })
      .map((bytes) => chunked(Buffer.concat([Buffer.from('g'), Buffer.from(bytes)]))),
    fc
      .nat({ max: Math.max(0, body.length - 1) })
      .map((length) =>
        Buffer.concat([
          Buffer.from(`${bare}\r\ncontent-length: ${length}\r\n\r\n`),
          body,
          Buffer.from('\r\n\r\n'),
        ]),
      ),
    fc
      .constantFrom(
        `${bare}\r\ncontent-length: 3\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n`,
        `${bare}\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nab`,
      )
      .map((text) => Buffer.from(text)),
  )
}

const lines: readonly string[] = [
  'GET /health HTTP/1.1\r\n\r\n',
  'GET /health HTTP/1.0\r\n\r\n',
  'GET /health HTTP/0.9\r\n\r\n',
  'GET /health HTTP/2.0\r\nhost: a\r\n\r\n',
  'GET /health HTTP/9.9\r\nhost: a\r\n\r\n',
  'GET /health\r\n\r\n',
  'GET  /health HTTP/1.1\r\nhost: a\r\n\r\n',
  'GET /health HTTP/1.1 \r\nhost: a\r\n\r\n',
  'GET /he alth HTTP/1.1\r\nhost: a\r\n\r\n',
  'GET /health HTTP/1.1\nhost: a\n\n',
  'GET /health HTTP/1.1\rhost: a\r\r',
  '\r\n\r\nGET /health HTTP/1.1\r\nhost: a\r\n\r\n',
  'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
  'CONNECT example.org:443 HTTP/1.1\r\nhost: example.org\r\n\r\n',
  'OPTIONS * HTTP/1.1\r\nhost: a\r\n\r\n',
  'GET /health HTTP/1.1\r\nhost: a\r\n\r\nGET /health HTTP/1.1\r\nhost: a\r\n\r\n',
  'GET http:///health HTTP/1.1\r\nhost: a\r\n\r\n',
  '\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003 tls, not http\r\n\r\n',
  '{"measurements":{"a":1}}\r\n\r\n',
  'SSH-2.0-OpenSSH_9.2\r\n\r\n',
]

/** A right request with some of its bytes changed; two empty lines behind it, or half a head would wait for the rest. */
function garbled(right: Buffer): fc.Arbitrary<Buffer> {
  const change = fc.tuple(fc.nat({ max: Math.min(right.length, 120) - 1 }), fc.nat({ max: 255 }))
  return fc.array(change, { minLength: 1, maxLength: 4 }).map((changes) => {
    const bytes = Buffer.concat([right, Buffer.from('\r\n\r\n\r\n\r\n')])
    for (const [at, byte] of changes) bytes[at] = byte
    return bytes
  })
}
