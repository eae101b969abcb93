import fc from 'fast-check'

/** Texts that something somewhere takes for more than a text. */
const texts = [
  '',
  ' ',
  '0',
  'null',
  'undefined',
  'NaN',
  '__proto__',
  'constructor',
  'toString',
  '-1',
  '1e400',
  '../../../../etc/passwd',
  "' OR 1=1 --",
  '%',
  '_',
  '$ref',
  '{{7*7}}',
  '\u0000',
  '\u001b[31m',
  '\ufeff',
  '\u202e',
  'İ',
  'ﬀ',
  '😀',
  '\ud800',
  '2026-02-30T00:00:00Z',
  '00000000-0000-0000-0000-000000000000',
  'ffffffff-ffff-7fff-bfff-ffffffffffff',
]

export const hostileText: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(...texts),
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.string({ maxLength: 300 }),
  fc.integer({ min: 60, max: 5000 }).map((length) => 'x'.repeat(length)),
  // About the limits of names, aliases and values.
  fc
    .tuple(fc.constantFrom('x', 'é', '😀'), fc.constantFrom(64, 65, 128, 129, 256, 257))
    .map(([unit, length]) => unit.repeat(length)),
)

/** Values that are JSON, and that nobody expects. */
const oddValue = fc.oneof(
  hostileText.map((text) => JSON.stringify(text)),
  fc.constantFrom('1e400', '-1e400', '1e-400', '9007199254740993', '-0', '0.1e1', '1E+2', '1e308', '5e-324'),
  fc.constantFrom(
    'null',
    'true',
    'false',
    '[]',
    '{}',
    '[null]',
    '{"":{}}',
    '[[]]',
    '{"__proto__":{"admin":true}}',
  ),
  fc.constantFrom('"\\ud800"', '"\\u0000"', '"\\udc00\\ud800"', '"\\/\\b"', '"21.5"', '"true"'),
  fc.integer({ min: 1, max: 2000 }).map((digits) => '9'.repeat(digits)),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => JSON.stringify(number)),
)

/** Texts that are no JSON. */
const noValue = fc.constantFrom(
  ...[
    'NaN',
    'Infinity',
    'undefined',
    '01',
    '1.',
    '.5',
    '+1',
    '0x10',
    '1_000',
    "'a'",
    '"a',
    '"\\"',
    '"\\x"',
    '"\u0001"',
  ],
  ...['//', '/**/', '\u00a0', '\ufeff', ',', ':', '{', ']', '', '\u0000'],
)

const deepValue = fc
  .constantFrom(1000, 5000, 20_000)
  .chain((depth) =>
    fc
      .constantFrom<readonly [string, string]>(['[', ']'], ['{"a":', '}'])
      .map(([open, close]) => `${open.repeat(depth)}1${close.repeat(depth)}`),
  )

/** What a token of JSON may be replaced by. */
export const hostileToken: fc.Arbitrary<string> = fc.oneof(
  { weight: 12, arbitrary: oddValue },
  { weight: 2, arbitrary: noValue },
  { weight: 1, arbitrary: deepValue },
)

/** Values of headers; what Node refuses to send is sent as it is, byte for byte. */
export const hostileHeader: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(
    '',
    ' ',
    ',',
    ';',
    '"',
    'é',
    '\u00ff',
    '\t',
    'a, b',
    '*',
    '*/*',
    '/',
    'a'.repeat(4000),
    '%00',
    '0',
  ),
  fc.string({ maxLength: 60 }).map((text) => text.replaceAll(/[\r\n\0]/g, '')),
)
