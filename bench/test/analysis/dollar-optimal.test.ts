import assert from 'node:assert/strict'
import { test } from 'node:test'
import { baseline } from '@telemark/architecture'
import { defaultSizes } from '@telemark/deployment'
import { awsItems } from '../../src/analysis/cost/aws-sizes.ts'
import { dollarOptimal } from '../../src/analysis/dollar-optimal.ts'

const items = awsItems(baseline, defaultSizes)
const cost = { architectures: [{ architecture: 'baseline', items, monthlyUsd: 0 }] }
const usd = (component: string) => items.find((item) => item.component === component)?.monthlyUsd ?? 0

test('The next dollar goes where elasticity for a dollar is highest', () => {
  const found = squeezed({ api: 0.5, postgres: 0.6 })
  assert.equal(found.buyNext?.component, 'api')
  assert.equal(found.buyNext?.gainPer100Usd.toFixed(3), ((0.5 / usd('api')) * 100).toFixed(3))
})

test('In balance the same money is divided in proportion to the elasticities, and a dollar gains the same everywhere', () => {
  const { sizes } = squeezed({ api: 0.75, postgres: 0.25 })
  const spent = sizes.reduce((sum, size) => sum + size.usd, 0)
  assert.equal(sizes.reduce((sum, size) => sum + size.balancedUsd, 0).toFixed(6), spent.toFixed(6))
  const gains = sizes.map(({ elasticity, balancedUsd }) => elasticity / balancedUsd)
  assert.equal(gains[0]?.toFixed(9), gains[1]?.toFixed(9))
  assert.deepEqual(
    sizes.map(({ beyondData }) => beyondData),
    [true, true],
    'both sizes are more than a fifth away from what ran',
  )
})

test('What is already in balance stays as it is', () => {
  const { sizes } = squeezed({ api: usd('api') / 1000, postgres: usd('postgres') / 1000 })
  assert.deepEqual(
    sizes.map(({ factor, beyondData }) => [factor.toFixed(6), beyondData]),
    [
      ['1.000000', false],
      ['1.000000', false],
    ],
  )
})

test('What is not told from 0, what has no price and what bounds do not tell is not bought', () => {
  const found = dollarOptimal(
    {
      architecture: 'baseline',
      workload: 'mixed',
      elasticities: [
        { component: 'api', resource: 'CPU', elasticity: { value: 0.2, from: -0.1, to: 0.5 } },
        { component: 'postgres', resource: 'connections', elasticity: { value: 0.9, from: 0.8, to: 1 } },
        { component: 'postgres', resource: 'CPU' },
      ],
    },
    cost,
  )
  assert.equal(found.buyNext, undefined)
  assert.deepEqual(found.sizes, [])
})

function squeezed(values: Readonly<Record<'api' | 'postgres', number>>) {
  const elasticities = (['api', 'postgres'] as const).map((component) => {
    const value = values[component]
    return { component, resource: 'CPU', elasticity: { value, from: value / 2, to: value * 2 } }
  })
  return dollarOptimal({ architecture: 'baseline', workload: 'mixed', elasticities }, cost)
}
