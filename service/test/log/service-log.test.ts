import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { eventually } from '../../../test/support/eventually.ts'
import { parsed, type RunningService, runningService } from '../support/running-service.ts'

const secrets = {
  password: 'a-pass-word',
  deviceKey: 'a-device-key',
  operatorKey: 'an-operator-key'.repeat(3),
}

/** Nothing listens there. */
const env = {
  TELEMARK_ARCHITECTURE: 'baseline',
  TELEMARK_DATABASE_URL: `postgres://telemark:${secrets.password}@127.0.0.1:1/telemark`,
  TELEMARK_OPERATOR_KEY: secrets.operatorKey,
}

function line(service: RunningService, msg: string) {
  return eventually(() => {
    const found = service.lines.map(parsed).find((candidate) => candidate.msg === msg)
    return found ?? assert.fail(`No line "${msg}" in\n${service.lines.join('\n')}`)
  })
}

function write(service: RunningService, requestId: string) {
  return fetch(`${service.url}/api/telemetry/${randomUUID()}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-api-key': secrets.deviceKey,
      'x-request-id': requestId,
    },
    body: '{"measurements":{"mode":"a-measurement"}}',
  })
}

test('An outage is logged with the id that the client gave, the route, and the cause, but no key and no body', async (t) => {
  const service = await runningService(t, { role: 'api', env })
  const answer = await write(service, 'from-client-1')
  assert.equal(answer.status, 503)
  assert.equal(answer.headers.get('x-request-id'), 'from-client-1')
  const { level, request_id, method, route, err } = await line(service, 'Answered 503')
  assert.deepEqual(
    [level, request_id, method, route],
    ['warn', 'from-client-1', 'POST', '/api/telemetry/:device_id'],
  )
  assert.match(JSON.stringify(err), /ECONNREFUSED/)
  assert.equal(await service.stop('SIGTERM'), 0)
  for (const said of service.lines) {
    assert.notDeepEqual(parsed(said), {}, said)
    assert.doesNotMatch(said, /a-pass-word|a-device-key|an-operator-key|a-measurement/)
  }
})

test('What nobody has caught is logged like any other error, and ends the process', async (t) => {
  const failing = `process.on('SIGUSR2', () => {
    const args = ['${secrets.password}']
    void Promise.reject(Object.assign(new Error('unexpected'), { args }))
  })`
  const module = `data:text/javascript;base64,${Buffer.from(failing).toString('base64')}`
  const service = await runningService(t, { role: 'api', env, node: ['--import', module] })
  service.signal('SIGUSR2')
  const { level, err } = await line(service, 'The service failed')
  assert.equal(level, 'fatal')
  assert.match(JSON.stringify(err), /unexpected/)
  assert.equal(await service.stop(), 1)
  assert.ok(service.lines.every((said) => !said.includes(secrets.password)))
})

test('Readiness says what is down, and shows no password', async (t) => {
  const service = await runningService(t, { role: 'api', env })
  const answer = await fetch(`${service.url}/health/ready`)
  assert.equal(answer.status, 503)
  const text = await answer.text()
  assert.match(text, /"name":"postgres","status":"down"/)
  assert.doesNotMatch(text, new RegExp(secrets.password))
})

test('Refusals are logged at the level debug, and not by default', async (t) => {
  const quiet = await runningService(t, { role: 'api', env })
  const talkative = await runningService(t, { role: 'api', env: { ...env, TELEMARK_LOG_LEVEL: 'debug' } })
  for (const service of [quiet, talkative])
    assert.equal((await fetch(`${service.url}/api/devices`)).status, 401)
  const { level, status, route } = await line(talkative, 'Refused')
  assert.deepEqual([level, status, route], ['debug', 401, '/api/devices'])
  await quiet.stop()
  assert.ok(quiet.lines.every((said) => !said.includes('Refused')))
})
