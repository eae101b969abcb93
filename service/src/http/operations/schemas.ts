import { Type } from 'typebox'

const tags = ['operations']

export const healthSchema = {
  operationId: 'getHealth',
  tags,
  summary: 'Whether the process serves',
  response: { 200: Type.Object({ status: Type.Literal('ok') }, { description: 'It does' }) },
}

const readinessBody = Type.Object({
  status: Type.Union([Type.Literal('ready'), Type.Literal('unavailable')]),
  dependencies: Type.Array(
    Type.Object({
      name: Type.String(),
      status: Type.Union([Type.Literal('up'), Type.Literal('down')]),
      latency_ms: Type.Number({ minimum: 0 }),
      error: Type.Optional(Type.String()),
    }),
  ),
})

export const readinessSchema = {
  operationId: 'getReadiness',
  tags,
  summary: 'Whether everything that the process needs answers, each with its latency',
  response: {
    200: Type.Object(readinessBody.properties, { description: 'Ready' }),
    503: Type.Object(readinessBody.properties, {
      description: 'Something is down, and the body says what',
    }),
  },
}

export const metricsSchema = {
  operationId: 'getMetrics',
  tags,
  summary: 'Metrics in the text format of Prometheus',
  produces: ['text/plain'],
  response: { 200: Type.String({ description: 'Metrics of this process' }) },
}

export const systemSchema = {
  operationId: 'getSystem',
  tags,
  summary: 'Which architecture answers, what its acknowledgement promises, and which versions run',
  response: {
    200: Type.Object(
      {
        architecture: Type.Object({ name: Type.String() }),
        acknowledgement: Type.Union([
          Type.Literal('committed'),
          Type.Literal('enqueued'),
          Type.Literal('none'),
        ]),
        components: Type.Array(Type.String()),
        versions: Type.Record(Type.String(), Type.Union([Type.String(), Type.Null()])),
      },
      { description: 'This system' },
    ),
  },
}
