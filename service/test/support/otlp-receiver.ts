import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { json } from 'node:stream/consumers'
import type { TestContext } from 'node:test'
import { eventually } from '../../../test/support/eventually.ts'

/** A span as OTLP has it in JSON. */
export interface ReceivedSpan {
  readonly name: string
  /** 2: server, 3: client, 4: producer, 5: consumer. */
  readonly kind: number
  readonly traceId: string
  readonly spanId: string
  readonly parentSpanId?: string
  readonly links?: readonly { readonly traceId: string; readonly spanId: string }[]
  readonly attributes: readonly { readonly key: string; readonly value: object }[]
  /** Of the process that it is from. */
  readonly service: string
}

interface ExportRequest {
  readonly resourceSpans: readonly {
    readonly resource: { readonly attributes: readonly { key: string; value: { stringValue?: string } }[] }
    readonly scopeSpans: readonly { readonly spans: readonly Omit<ReceivedSpan, 'service'>[] }[]
  }[]
}

/** A collector: what an OTLP exporter has sent to it. */
export interface OtlpReceiver {
  readonly url: string
  readonly spans: readonly ReceivedSpan[]
  readonly requests: readonly { readonly path: string; readonly contentType: string }[]
  /** The first span that is `wanted`; waits until it has arrived. */
  span(wanted: (span: ReceivedSpan) => boolean): Promise<ReceivedSpan>
}

export async function otlpReceiver(t: TestContext): Promise<OtlpReceiver> {
  const spans: ReceivedSpan[] = []
  const requests: { path: string; contentType: string }[] = []
  const server = createServer(async (request, response) => {
    const contentType = request.headers['content-type'] ?? ''
    requests.push({ path: request.url ?? '', contentType })
    if (contentType === 'application/json') spans.push(...spansIn((await json(request)) as ExportRequest))
    response.setHeader('content-type', contentType).end(contentType === 'application/json' ? '{}' : '')
  }).listen(0, '127.0.0.1')
  t.after(() => server.close())
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    spans,
    requests,
    span: (wanted) =>
      eventually(() => {
        const all = () => spans.map(({ name, service }) => `${service}: ${name}`).join(', ')
        return spans.find(wanted) ?? assert.fail(`No such span among ${all()}`)
      }),
  }
}

function spansIn({ resourceSpans }: ExportRequest): readonly ReceivedSpan[] {
  return resourceSpans.flatMap(({ resource, scopeSpans }) => {
    const name = resource.attributes.find(({ key }) => key === 'service.name')?.value.stringValue
    return scopeSpans.flatMap((scope) => scope.spans.map((span) => ({ ...span, service: name ?? '' })))
  })
}
