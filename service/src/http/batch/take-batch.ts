import type { FastifyReply } from 'fastify'
import type { RegisteredDevice } from '../../registry/registry.ts'
import type { Api } from '../api.ts'
import { sendProblem, unprocessable } from '../problem.ts'
import { sendAccepted, sendCreated, sendOk } from '../reply.ts'
import type { AddressedEvent, ReadEvent } from './addressed-event.ts'
import { admit } from './admit.ts'
import { type BatchAnswer, batchAnswer } from './batch-answer.ts'
import { roomFor } from './held-bytes.ts'
import { parseBatch } from './parse-batch.ts'
import { readBody, type UnreadRequest } from './read-body.ts'

/** What a task holds of batches at a time, inflated: four of the largest, or some 160 of a thousand usual events. */
const maxHeldBytes = 32 * 1024 * 1024

/** Who sends a batch, and which devices it may speak for. */
export interface Sender {
  readonly read: ReadEvent
  /** Those of these devices that exist. */
  readonly find: (deviceIds: Iterable<string>) => Promise<ReadonlyMap<string, RegisteredDevice>>
}

/** Reads, stores and answers one batch of somebody who was authenticated. */
export type TakeBatch = (request: UnreadRequest, reply: FastifyReply, sender: Sender) => Promise<FastifyReply>

/** All batches of a task share one bound. */
export function takeBatch({ accept, acknowledgement, limits, retentionMs }: Api): TakeBatch {
  const room = roomFor(maxHeldBytes)
  return async (request, reply, { read, find }) => {
    using held = room.hold()
    const body = await readBody(request, held)
    if (body.kind === 'refused') return sendProblem(reply, body.problem)
    const window = { now: Date.now(), retentionMs }
    const batch = await parseBatch(body.bytes, { type: body.type, window, read })
    if (batch.kind === 'refused') return sendProblem(reply, batch.problem)
    const devices = await find(devicesOf(batch.events))
    const { slots, exceeded } = admit(batch.events, devices, limits)
    const events = slots.flatMap((slot) => (slot.kind === 'event' ? [slot.event] : []))
    const answer = batchAnswer(slots, events.length > 0 ? await accept(events) : [])
    if (answer.rejected === slots.length && exceeded !== undefined) return sendProblem(reply, exceeded)
    if (answer.rejected === slots.length) return sendProblem(reply, unprocessable(answer.errors))
    reply.header('telemetry-ack', acknowledgement)
    return acknowledgement === 'enqueued'
      ? sendAccepted(reply, JSON.stringify(answer))
      : sendStored(reply, answer)
  }
}

/** As one event: something new, or all of it replayed. */
function sendStored(reply: FastifyReply, answer: BatchAnswer): FastifyReply {
  const body = JSON.stringify(answer)
  return answer.accepted > 0 ? sendCreated(reply, body) : sendOk(reply, body)
}

function devicesOf(events: readonly AddressedEvent[]): ReadonlySet<string> {
  const devices = new Set<string>()
  for (const event of events) if (event.kind === 'event') devices.add(event.deviceId)
  return devices
}
