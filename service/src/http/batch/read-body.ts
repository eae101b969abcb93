import type { IncomingHttpHeaders } from 'node:http'
import type { Readable } from 'node:stream'
import { Unavailable } from '../../telemetry/unavailable.ts'
import { isOtherCharset } from '../json-body.ts'
import { maxBatchBytes, maxInflatedBytes } from '../limits.ts'
import { bodyTooLarge, type Problem } from '../problem.ts'
import {
  bodyCutShort,
  inflatedTooLarge,
  malformedGzip,
  unsupportedBatchEncoding,
  unsupportedBatchType,
} from './batch-problems.ts'
import type { HeldBytes } from './held-bytes.ts'
import { inflate } from './inflate.ts'
import { readAtMost } from './read-at-most.ts'

/** A request of which only the headers were read. */
export interface UnreadRequest {
  readonly headers: IncomingHttpHeaders
  /** The stream of the body; `undefined` where there is none. */
  readonly body: unknown
}

export type BatchType = 'json' | 'ndjson'

export type BatchBody =
  | { readonly kind: 'bytes'; readonly bytes: Buffer; readonly type: BatchType }
  | { readonly kind: 'refused'; readonly problem: Problem }

/** The bytes of a batch as they were before compression; `held` follows how many there are. Throws only `Unavailable`. */
export async function readBody(request: UnreadRequest, held: HeldBytes): Promise<BatchBody> {
  const type = batchType(request.headers)
  if (type === undefined) return refused(unsupportedBatchType)
  const encoding = request.headers['content-encoding']?.trim().toLowerCase() ?? 'identity'
  switch (encoding) {
    case 'identity':
      return readAs(type, request, held)
    case 'gzip':
    case 'x-gzip': {
      const sent = await readAs(type, request, held)
      return sent.kind === 'bytes' ? inflateAs(type, sent.bytes, held) : sent
    }
    default:
      return refused(unsupportedBatchEncoding)
  }
}

async function readAs(
  type: BatchType,
  { headers, body }: UnreadRequest,
  held: HeldBytes,
): Promise<BatchBody> {
  if (Number(headers['content-length']) > maxBatchBytes) return refused(bodyTooLarge(maxBatchBytes))
  if (body === undefined) return { kind: 'bytes', bytes: Buffer.alloc(0), type }
  try {
    const bytes = await readAtMost(body as Readable, maxBatchBytes, held)
    return bytes === undefined ? refused(bodyTooLarge(maxBatchBytes)) : { kind: 'bytes', bytes, type }
  } catch (error) {
    if (error instanceof Unavailable) throw error
    return refused(bodyCutShort)
  }
}

async function inflateAs(type: BatchType, sent: Buffer, held: HeldBytes): Promise<BatchBody> {
  const inflated = await inflate(sent, maxInflatedBytes)
  switch (inflated.kind) {
    case 'bytes':
      held.resize(inflated.bytes.length)
      return { ...inflated, type }
    case 'malformed':
      return refused(malformedGzip)
    case 'too_large':
      return refused(inflatedTooLarge)
  }
}

function batchType(headers: IncomingHttpHeaders): BatchType | undefined {
  if (isOtherCharset(headers)) return undefined
  const [type = ''] = (headers['content-type'] ?? '').split(';', 1)
  switch (type.trim().toLowerCase()) {
    case 'application/json':
      return 'json'
    case 'application/x-ndjson':
      return 'ndjson'
    default:
      return undefined
  }
}

function refused(problem: Problem): BatchBody {
  return { kind: 'refused', problem }
}
