import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isRunning, parseStat, processStat } from '../../src/process/proc.ts'

test('a command with spaces and parentheses does not shift the fields', () => {
  const line = '812 (a (b) c) S 1 812 812 0 -1 4194560 1 2 3 4 150 50 7 3 20 0 1 0 98765 1024 5'
  assert.deepEqual(parseStat(line), { state: 'S', parent: 1, cpuSeconds: 2.1, startTime: 98765 })
})

test('a process is told from a later one with the same id', () => {
  const startTime = processStat(process.pid)?.startTime
  assert.ok(startTime)
  assert.ok(isRunning(process.pid, startTime))
  assert.ok(!isRunning(process.pid, startTime + 1))
})
