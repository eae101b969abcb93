import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createConnection } from 'node:net'
import type { Deployment } from '@telemark/deployment'

/** Empties Redis, where there is one. */
export async function flushRedis({ parts }: Deployment): Promise<void> {
  const redis = parts.find(({ name }) => name === 'Redis')
  if (redis === undefined) return
  const { hostname, port } = new URL(redis.address)
  const socket = createConnection(Number(port), hostname)
  socket.write('FLUSHALL\r\n')
  const [answer] = await once(socket, 'data')
  socket.destroy()
  assert.match(String(answer), /^\+OK/)
}
