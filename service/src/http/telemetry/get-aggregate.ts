import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { semaphore } from '../../concurrency/semaphore.ts'
import { measurementSchema, timeSchema, uuidSchema } from '../../telemetry/event-schema.ts'
import { rfc3339 } from '../../telemetry/event-time.ts'
import { type AggregateQuery, type AggregateValue, aggregates } from '../../telemetry/read-events.ts'
import type { Api } from '../api.ts'
import { type DeviceRoute, deviceParams } from '../device-route.ts'
import { knownReader } from '../known-reader.ts'
import { sendProblem, unprocessable } from '../problem.ts'
import { sendOk } from '../reply.ts'
import { invalidQuery } from '../schema-faults.ts'
import {
  type AggregateParameters,
  aggregateParameters,
  maxValues,
  parseAggregateQuery,
} from './aggregate-query.ts'

const figuresSchema = Type.Object(
  Object.fromEntries(
    aggregates.map((name) => [name, Type.Optional(Type.Union([measurementSchema, Type.Null()]))]),
  ),
)

export const aggregateRouteSchema = {
  operationId: 'getAggregate',
  tags: ['telemetry'],
  summary:
    'Figures of the measurements of a device, a bucket of time each; buckets without events are left out',
  params: deviceParams,
  querystring: aggregateParameters,
  response: {
    200: Type.Object({
      device_id: uuidSchema,
      from: timeSchema,
      to: timeSchema,
      interval: Type.String(),
      items: Type.Array(
        Type.Object(
          { time: timeSchema, measurements: Type.Record(Type.String(), figuresSchema) },
          { description: 'A bucket; time begins it' },
        ),
      ),
    }),
  },
}

export interface AggregateRoute extends DeviceRoute {
  Querystring: AggregateParameters
}

/** They work for seconds where others work for a millisecond: the rest of the pool is for those. */
const maxAtOnce = 3

/** `GET /api/telemetry/{device_id}/aggregate`: figures of measurements, a bucket of time each, for the device itself and for the operator. */
export function getAggregate(api: Api) {
  const running = semaphore(maxAtOnce, 'aggregates are worked out by this task')
  return async (request: FastifyRequest<AggregateRoute>, reply: FastifyReply): Promise<FastifyReply> => {
    const device = await knownReader(request, api)
    if ('status' in device) return sendProblem(reply, device)
    const invalid = invalidQuery(request)
    if (invalid !== undefined) return sendProblem(reply, invalid)
    const asked = parseAggregateQuery(request.query, Date.now())
    if (!('intervalMs' in asked)) return sendProblem(reply, unprocessable(asked))

    const query = { ...asked, device: device.device, maxValues }
    using _permit = running.acquire()
    const values = await api.events.aggregate(query)
    if (values === undefined) return sendProblem(reply, unprocessable([tooManyValues]))
    return sendOk(reply, body(device.deviceId, query, request.query.interval, values))
  }
}

const tooManyValues = {
  pointer: '',
  code: 'too_many_values',
  required: `at most ${maxValues} values, each a measurement in a bucket: fewer keys, a longer interval or a shorter range`,
}

/** Buckets without events are left out. Names need no escaping, and figures are JSON already. */
function body(
  deviceId: string,
  { from, to, aggregates }: AggregateQuery,
  interval: string,
  values: readonly AggregateValue[],
): string {
  const items: string[] = []
  for (const [bucket, own] of Map.groupBy(values, (value) => value.bucket)) {
    const measurements = own.map(({ key, figures }) => {
      const named = aggregates.map((aggregate, index) => `"${aggregate}":${figures[index] ?? 'null'}`)
      return `"${key}":{${named.join()}}`
    })
    items.push(`{"time":"${rfc3339(bucket)}","measurements":{${measurements.join()}}}`)
  }
  return `{"device_id":"${deviceId}","from":"${rfc3339(from)}","to":"${rfc3339(to)}","interval":"${interval}","items":[${items.join()}]}`
}
