import assert from 'node:assert/strict'
import { connect } from 'node:net'
import { test } from 'node:test'
import { eventually } from '../../../../test/support/eventually.ts'
import { freshDatabase } from '../../support/fresh-database.ts'
import { operatorHeaders, runningApi } from '../../support/running-api.ts'
import { useServers } from '../../support/servers.ts'

const servers = useServers(['postgres'])

test('a client that leaves while it is asked which device it means takes no place for ever', async (t) => {
  const { config, device } = await freshDatabase(t, servers.postgres)
  const { deviceId } = await device()
  const asked = Promise.withResolvers<void>()
  const answer = Promise.withResolvers<void>()
  let began = 0
  let ended = 0
  const url = await runningApi(t, config, (api) => ({
    ...api,
    devices: {
      ...api.devices,
      async find(id) {
        asked.resolve()
        await answer.promise
        return api.devices.find(id)
      },
    },
    live: {
      ...api.live,
      listen(listener) {
        const listening = api.live.listen(listener)
        began += 1
        return {
          [Symbol.dispose]() {
            ended += 1
            listening[Symbol.dispose]()
          },
        }
      },
    },
  }))
  const client = connect(Number(url.port), url.hostname)
  const { authorization } = operatorHeaders(config)
  client.write(
    `GET /api/telemetry/stream?device_id=${deviceId} HTTP/1.1\r\nhost: a\r\nauthorization: ${authorization}\r\n\r\n`,
  )
  await asked.promise
  client.destroy()
  await fetch(new URL('/health', url)) // by then it is known here
  answer.resolve()
  await eventually(() => assert.ok(began === 1 && ended === 1))
})
