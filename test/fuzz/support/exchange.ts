import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { type Answer, parseAnswer } from './answer.ts'
import type { FuzzCase } from './fuzz-case.ts'

/** What became of a request. */
export type Exchange =
  | { readonly kind: 'answered'; readonly answer: Answer }
  /** The connection is closed without an answer; `byClient`: the client has closed its side first. */
  | { readonly kind: 'closed'; readonly byClient: boolean }
  | { readonly kind: 'silent'; readonly afterMs: number }
  | { readonly kind: 'garbled'; readonly message: string }

/** Generous: most answers take milliseconds. */
const limitMs = 60_000
/** Node looks every 30 s for requests that have been arriving for 30 s. */
const stalledLimitMs = 120_000
/** A stream begins at once, and PostgreSQL is asked twice a second what is on it. */
const listeningMs = 1500

/** Sends `fuzzCase` over a connection of its own, past the load balancer, and reads the first answer. */
export async function exchange({ bytes, delivery }: FuzzCase, { hostname, port }: URL): Promise<Exchange> {
  const socket = connect(Number(port), hostname)
  const limit = delivery.kind === 'stalled' ? stalledLimitMs : limitMs
  const timer = setTimeout(() => socket.emit('silent'), limit)
  try {
    const method = bytes.toString('latin1', 0, 16).split(' ', 1)[0] ?? ''
    const answered = readAnswer(socket, method, limit)
    await Promise.race([deliver(socket, bytes, delivery), answered])
    const found = await answered
    if (isStream(found)) await Promise.race([once(socket, 'close'), delay(listeningMs)])
    return found
  } finally {
    clearTimeout(timer)
    socket.destroy()
  }
}

function isStream(found: Exchange): boolean {
  return (
    found.kind === 'answered' && /^text\/event-stream/.test(found.answer.headers.get('content-type') ?? '')
  )
}

function readAnswer(socket: Socket, method: string, limit: number): Promise<Exchange> {
  const { promise, resolve } = Promise.withResolvers<Exchange>()
  let received = Buffer.alloc(0)
  const look = (isClosed: boolean) => {
    try {
      const answer = parseAnswer(received, method, isClosed)
      if (answer !== undefined) resolve({ kind: 'answered', answer })
      else if (isClosed && received.length > 0) resolve({ kind: 'garbled', message: 'half an answer' })
      else if (isClosed) resolve({ kind: 'closed', byClient: socket.writableEnded || socket.destroyed })
    } catch (error) {
      resolve({ kind: 'garbled', message: (error as Error).message })
    }
  }
  socket.on('data', (chunk) => {
    received = Buffer.concat([received, chunk])
    look(false)
  })
  socket.on('error', () => look(true))
  socket.on('close', () => look(true))
  socket.on('silent', () => resolve({ kind: 'silent', afterMs: limit }))
  return promise
}

async function deliver(socket: Socket, bytes: Buffer, delivery: FuzzCase['delivery']): Promise<void> {
  switch (delivery.kind) {
    case 'whole':
      socket.write(bytes)
      return
    case 'finished':
      socket.write(bytes)
      await delay(delivery.afterMs)
      if (!socket.destroyed) socket.end()
      return
    case 'dribbled': {
      const size = Math.ceil(bytes.length / delivery.pieces)
      for (let at = 0; at < bytes.length && !socket.destroyed; at += size) {
        socket.write(bytes.subarray(at, at + size))
        await delay(delivery.everyMs)
      }
      return
    }
    case 'cut':
      await new Promise((resolve) => socket.write(bytes.subarray(0, delivery.after), resolve))
      if (delivery.how === 'end') socket.end()
      else socket.resetAndDestroy()
      return
    case 'stalled':
      socket.write(bytes.subarray(0, delivery.after))
  }
}
