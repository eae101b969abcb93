import assert from 'node:assert/strict'
import { test } from 'node:test'
import { processes } from '../../src/readings/processes.ts'

const page = (start: number, cpu: number) =>
  `process_start_time_seconds ${start}\nprocess_cpu_seconds_total ${cpu}\n`

test('Tasks behind a balancer are told apart by the second in which they started', () => {
  const apart = processes(() => assert.fail('they can be told apart'))
  const numbers = [page(100, 5), page(200, 1), page(100, 6), page(200, 1), page(100, 6)].map(apart.numberOf)
  assert.deepEqual(numbers, [1, 2, 1, 2, 1])
})

test('Two that started in the same second have no readings, once their CPU seems to be given back', () => {
  let said = 0
  const apart = processes(() => said++)
  const numbers = [page(100, 5), page(100, 1), page(100, 6), page(300, 1)].map(apart.numberOf)
  assert.deepEqual(numbers, [1, undefined, undefined, 2])
  assert.equal(said, 1)
})

test('A page without the moment of the start is of the only process that it may be of', () => {
  const apart = processes(() => assert.fail('nothing falls'))
  assert.deepEqual(['', 'up 1\n'].map(apart.numberOf), [1, 1])
})
