import fc from 'fast-check'

/** Numbers that a part of an id is not, or that are too much for PostgreSQL. */
const oddNumber = fc.constantFrom(
  ...['', '0', '-1', '1e3', ' 7', '٣', '9007199254740993', '9223372036854775808'],
  ...['18446744073709551615', '18446744073709551616', '9'.repeat(20), '9'.repeat(21), '9'.repeat(4000)],
)

/** Ids to resume a stream from: `sent`, which the server has sent, as it is and with one thing about it changed. */
export function resumeIds(sent: string): fc.Arbitrary<string> {
  const digits = [...sent.matchAll(/\d+/g)]
  const changed = (change: fc.Arbitrary<(number: string) => string>) =>
    fc.tuple(fc.constantFrom(...digits), change).map(([found, to]) => {
      const [number] = found
      return sent.slice(0, found.index) + to(number) + sent.slice(found.index + number.length)
    })
  const place = fc.nat({ max: sent.length })
  return fc.oneof(
    { weight: 3, arbitrary: fc.constant(sent) },
    { weight: 3, arbitrary: changed(oddNumber.map((odd) => () => odd)) },
    {
      weight: 4,
      arbitrary: changed(
        fc.oneof(fc.bigInt(-3n, 3n), fc.bigInt(-(10n ** 12n), 10n ** 12n)).map((by) => (number) => {
          const moved = BigInt(number) + by
          return String(moved < 0n ? -moved : moved)
        }),
      ),
    },
    // More transactions that were running, in no order.
    {
      weight: 2,
      arbitrary: fc
        .array(fc.oneof(fc.constantFrom(...digits.map(String)), oddNumber), { minLength: 1, maxLength: 40 })
        .map((more) => sent + (/\d$/.test(sent) ? ',' : '') + more.join()),
    },
    place.map((end) => sent.slice(0, end)),
    fc
      .tuple(place, fc.string({ minLength: 1, maxLength: 3 }))
      .map(([at, put]) => sent.slice(0, at) + put + sent.slice(at)),
    fc.constantFrom(...['-', ':', ','].map((mark) => sent.replaceAll('-', mark)), `${sent}${sent}`),
  )
}
