import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { isValid, type Schema } from '../support/contract.ts'
import type { Header } from '../support/fuzz-case.ts'
import { hostileText, hostileToken } from './hostile.ts'
import { jsonOf } from './json-text.ts'

/** A body with the headers that speak of it. */
export interface Body {
  readonly what: string
  readonly headers: readonly Header[]
  readonly bytes: Buffer
}

const json: Header = ['content-type', 'application/json']
const values = /"(?:[^"\\]|\\.)*"(?!\s*:)|-?\d[\d.eE+-]*|true|false|null/g
const tokens = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*|true|false|null|[[\]{},:]/g

/** 32 MiB of spaces and 32 MiB of brackets, in a few dozen KiB. */
const bombs = [Buffer.alloc(2 ** 25, ' '), Buffer.alloc(2 ** 25, '[')].map((bytes) =>
  gzipSync(bytes, { level: 9 }),
)

/** Bodies for a place that takes `schema`: right ones, nearly right ones, and anything at all. */
export function bodiesOf(schema: Schema): fc.Arbitrary<Body> {
  const right = jsonOf(schema).filter((value) => isValid(schema, value))
  const text = jsonOf(schema).map((value) => JSON.stringify(value))
  return fc.oneof(
    { weight: 6, arbitrary: right.map((sent) => body('as the schema says', JSON.stringify(sent))) },
    {
      weight: 14,
      arbitrary: mutated(right.map((value) => JSON.stringify(value))).map((sent) =>
        body('nearly as the schema says', sent),
      ),
    },
    { weight: 2, arbitrary: rawText.map((sent) => body('another text', sent)) },
    {
      weight: 2,
      arbitrary: text.chain(damaged).map((bytes) => ({ what: 'damaged bytes', headers: [json], bytes })),
    },
    { weight: 2, arbitrary: text.chain(mistyped) },
    { weight: 2, arbitrary: text.chain(encoded) },
  )
}

function body(what: string, text: string): Body {
  return { what, headers: [json], bytes: Buffer.from(text) }
}

/** One or more tokens of a document are replaced, doubled, dropped, or have something put before them. */
function mutated(text: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const change = fc.record({
    at: fc.nat(),
    how: fc.constantFrom('replace', 'replace', 'replace', 'member', 'member', 'double', 'drop'),
    token: hostileToken,
  })
  const changes = fc.oneof({ weight: 5, arbitrary: fc.tuple(change) }, fc.tuple(change, change))
  return fc.tuple(text, changes).map(([sent, made]) =>
    made.reduce((changed, { at, how, token }) => {
      const found = [...changed.slice(0, 20_000).matchAll(how === 'replace' ? values : tokens)]
      const target = found[at % Math.max(1, found.length)]
      if (target === undefined) return token
      const [before, after] = [changed.slice(0, target.index), changed.slice(target.index + target[0].length)]
      switch (how) {
        case 'replace':
          return before + token + after
        case 'drop':
          return before + after
        case 'member':
          return target[0] === '{'
            ? `${before}{${JSON.stringify(token.slice(0, 20))}:${token},${after}`
            : before + token + after
        default:
          return `${before}${target[0]},${target[0]}${after}`
      }
    }, sent),
  )
}

const rawText = fc.oneof(
  hostileToken,
  hostileText,
  fc.json({ maxDepth: 4 }),
  fc.constantFrom(
    '{"a":1,"a":2}',
    '{"__proto__":{"a":1}}',
    '{"constructor":{"prototype":{"a":1}}}',
    '{"a":1}{"b":2}',
    '[1,2',
    '\ufeff{}',
  ),
  fc.constantFrom(
    '['.repeat(100_000),
    `${'['.repeat(30_000)}${']'.repeat(30_000)}`,
    '{"a":'.repeat(100_000),
    ' '.repeat(70_000),
  ),
)

/** Bytes that are no longer what was meant. */
function damaged(text: string): fc.Arbitrary<Buffer> {
  const bytes = Buffer.from(text)
  const at = fc.nat({ max: bytes.length })
  return fc.oneof(
    at.map((end) => bytes.subarray(0, end)),
    fc
      .tuple(at, fc.uint8Array({ minLength: 1, maxLength: 4 }))
      .map(([place, put]) => Buffer.concat([bytes.subarray(0, place), put, bytes.subarray(place)])),
    fc.constantFrom(
      Buffer.from(text, 'utf16le'),
      Buffer.from([0xff, 0xfe]),
      Buffer.from([0xc0, 0x80]),
      Buffer.from([0xed, 0xa0, 0x80]),
      Buffer.alloc(0),
    ),
    fc.uint8Array({ maxLength: 200 }).map((random) => Buffer.from(random)),
  )
}

/** Other content types and charsets, none, and several. */
function mistyped(text: string): fc.Arbitrary<Body> {
  const type = fc.oneof(
    fc.constantFrom(
      'text/plain',
      'application/xml',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      'application/x-ndjson',
    ),
    fc.constantFrom(
      'application/json; charset=utf-16',
      'application/json; charset=latin1',
      'application/json;charset="utf-8"',
      'APPLICATION/JSON',
    ),
    fc.constantFrom(
      '',
      '/',
      'application',
      'application/json;',
      'application/json;=',
      'application/json, text/plain',
      'application/*',
      'json',
      'é/é',
    ),
    fc.constantFrom(
      'application/json; charset=utf-8; charset=utf-16',
      `application/json; a="${'x'.repeat(3000)}"`,
      'application/json\t',
      ' application/json',
    ),
  )
  const bytes = Buffer.from(text)
  return fc.oneof(
    type.map(
      (one): Body => ({ what: `content type ${one.slice(0, 60)}`, headers: [['content-type', one]], bytes }),
    ),
    fc.constant<Body>({ what: 'no content type', headers: [], bytes }),
    type.map((one): Body => ({ what: 'two content types', headers: [json, ['content-type', one]], bytes })),
  )
}

/** Content encodings that fit, that do not, and that inflate to more than anybody may send. */
function encoded(text: string): fc.Arbitrary<Body> {
  const zipped = gzipSync(text)
  const coding = fc.constantFrom(
    'gzip',
    'GZIP',
    'x-gzip',
    'deflate',
    'br',
    'identity',
    'gzip, gzip',
    'gzip, identity',
    '',
    'zstd',
    'unknown',
  )
  const bytes = fc.oneof(
    fc.constantFrom(zipped, gzipSync(zipped), Buffer.from(text), ...bombs),
    fc.nat({ max: zipped.length }).map((end) => zipped.subarray(0, end)),
    fc.tuple(fc.nat({ max: zipped.length - 1 }), fc.nat({ max: 255 })).map(([at, byte]) => {
      const broken = Buffer.from(zipped)
      broken[at] = byte
      return broken
    }),
  )
  return fc
    .tuple(coding, bytes, fc.constantFrom(json, ['content-type', 'application/x-ndjson'] as const))
    .map(([name, sent, type]) => ({
      what: `content encoding ${name}`,
      headers: [type, ['content-encoding', name]],
      bytes: sent,
    }))
}
