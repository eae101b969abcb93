import { Type } from 'typebox'
import { aggregates } from '../../telemetry/read-events.ts'

const uuid = Type.String({ format: 'uuid' })
const time = Type.String({ format: 'date-time' })
const measurement = Type.Union([Type.Number(), Type.Boolean(), Type.String()])

/** A stored event, as every answer shows it. */
export const eventSchema = Type.Object({
  device_id: uuid,
  event_id: uuid,
  event_time: time,
  received_at: time,
  measurements: Type.Record(Type.String(), measurement),
})

export const historyPageSchema = Type.Object({
  items: Type.Array(eventSchema),
  next_cursor: Type.Union([Type.String(), Type.Null()], { description: 'null: there is no other page' }),
})

const figures = Object.fromEntries(
  aggregates.map((name) => [name, Type.Optional(Type.Union([measurement, Type.Null()]))]),
)

export const aggregateAnswerSchema = Type.Object({
  device_id: uuid,
  from: time,
  to: time,
  interval: Type.String(),
  items: Type.Array(
    Type.Object(
      { time, measurements: Type.Record(Type.String(), Type.Object(figures)) },
      { description: 'a bucket; time begins it' },
    ),
  ),
})

export const countSchema = Type.Object({ count: Type.Integer() })
