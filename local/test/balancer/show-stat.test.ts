import assert from 'node:assert/strict'
import { test } from 'node:test'
import { count, parseStat, statOf } from '../../src/balancer/show-stat.ts'

const answer = `# pxname,svname,qcur,qmax,scur,smax,
in,FRONTEND,,,3,9,
app,api-1,0,0,2,4,
app,BACKEND,1,5,2,8,`

test('a line is found by its proxy and server, and its fields by name', () => {
  const lines = parseStat(answer)
  assert.equal(count(statOf(lines, 'app', 'api-1'), 'scur'), 2)
  assert.equal(count(statOf(lines, 'app', 'BACKEND'), 'qcur'), 1)
})

test('a field that does not apply, and a server that is gone, count 0', () => {
  const lines = parseStat(answer)
  assert.equal(count(statOf(lines, 'in', 'FRONTEND'), 'qcur'), 0)
  assert.equal(count(statOf(lines, 'app', 'api-9'), 'scur'), 0)
})

test('an answer that is not CSV is an error that shows it', () => {
  assert.throws(() => parseStat('Permission denied'), /got "Permission denied"/)
})
