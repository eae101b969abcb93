import assert from 'node:assert/strict'
import test from 'node:test'
import { baseline, batched, kafka } from '@telemark/architecture'
import { inQuestion, rivals } from '../../src/plan/in-question.ts'

test('a line is drawn below what was asked for', () => {
  const all = [batched, baseline, kafka]
  assert.deepEqual([inQuestion(all), rivals(all)], [[baseline, kafka], [batched]])
})

test('where less than two were asked for there is no line: a verdict needs two', () => {
  const two = [kafka, batched]
  assert.deepEqual([inQuestion(two), rivals(two)], [two, []])
})
