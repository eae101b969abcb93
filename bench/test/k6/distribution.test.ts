import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Distribution, deviceChooser } from '../../k6/distribution.ts'

const requests = 200_000

function counts(distribution: Distribution, devices: number): readonly number[] {
  const deviceOf = deviceChooser(distribution, devices)
  const counted = new Array<number>(devices).fill(0)
  for (let n = 0; n < requests; n++) {
    const device = deviceOf(7, n)
    counted[device] = (counted[device] ?? 0) + 1
  }
  return counted
}

/** Shares of the busiest devices that a Zipf distribution has. */
function zipfShares(s: number, devices: number): readonly number[] {
  const weights = Array.from({ length: devices }, (_, index) => (index + 1) ** -s)
  const sum = weights.reduce((total, weight) => total + weight, 0)
  return weights.map((weight) => weight / sum)
}

for (const [s, devices] of [
  [1.1, 1000],
  [1.1, 200_000],
  [1, 1000],
  [0.8, 5000],
] as const)
  test(`with s = ${s} the busiest of ${devices} devices get the shares that Zipf's law gives them`, () => {
    const busiest = counts({ kind: 'zipf', s }, devices).toSorted((a, b) => b - a)
    const expected = zipfShares(s, devices)
    for (const rank of [0, 1, 2, 5, 10]) {
      const [observed = 0, share = 0] = [busiest[rank], expected[rank]]
      // Five standard deviations of a count.
      assert.ok(
        Math.abs(observed - share * requests) < 5 * Math.sqrt(share * requests),
        `rank ${rank + 1}: ${observed} of ${share * requests}`,
      )
    }
    const tail = busiest.slice(100).reduce((sum, count) => sum + count, 0) / requests
    const tailShare = expected.slice(100).reduce((sum, share) => sum + share, 0)
    assert.ok(Math.abs(tail - tailShare) < 0.01, `beyond the first hundred: ${tail} of ${tailShare}`)
  })

test('without skew every device gets as much', () => {
  const counted = counts({ kind: 'uniform' }, 100)
  assert.ok(Math.min(...counted) > 1700 && Math.max(...counted) < 2300)
})

test('the same request is for the same device, whoever asks', () => {
  const zipf: Distribution = { kind: 'zipf', s: 1.1 }
  const [one, other] = [deviceChooser(zipf, 5000), deviceChooser(zipf, 5000)]
  assert.deepEqual(
    Array.from({ length: 50 }, (_, n) => one(3, n)),
    Array.from({ length: 50 }, (_, n) => other(3, n)),
  )
})

test('the busiest devices are not neighbours', () => {
  const counted = counts({ kind: 'zipf', s: 1.1 }, 1000)
  const busiest = counted
    .map((count, device) => ({ count, device }))
    .toSorted((a, b) => b.count - a.count)
    .slice(0, 5)
    .map(({ device }) => device)
  for (const a of busiest) for (const b of busiest) if (a !== b) assert.ok(Math.abs(a - b) > 10, `${busiest}`)
})

test('a fleet of one has one device', () => {
  assert.equal(deviceChooser({ kind: 'zipf', s: 1.1 }, 1)(1, 1), 0)
})
