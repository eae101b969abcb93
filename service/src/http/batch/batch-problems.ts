import { maxBatchEvents, maxInflatedBytes } from '../limits.ts'
import {
  bodyTooLarge,
  malformedJson,
  type Problem,
  unsupportedEncoding,
  unsupportedMediaType,
} from '../problem.ts'

/** The event at `index` is not JSON: where the next one begins cannot be told any more. */
export function malformedJsonAt(index: number): Problem {
  return { ...malformedJson, detail: `The event at index ${index} is not JSON. ${malformedJson.detail}` }
}

export const malformedGzip: Problem = {
  status: 400,
  code: 'malformed_gzip',
  title: 'The body is not gzip',
  detail: 'Its Content-Encoding says gzip: send all of it, or leave the header out.',
}

/** The client went away while it was sending. */
export const bodyCutShort: Problem = {
  status: 400,
  code: 'body_cut_short',
  title: 'The body did not arrive whole',
}

export const inflatedTooLarge = bodyTooLarge(maxInflatedBytes, ' once they are inflated')

export const tooManyEvents: Problem = {
  status: 413,
  code: 'too_many_events',
  title: 'The batch has too many events',
  detail: `At most ${maxBatchEvents} are taken at a time: send the rest as another batch.`,
}

export const unsupportedBatchType: Problem = {
  ...unsupportedMediaType,
  detail: 'Send application/json or application/x-ndjson, in UTF-8.',
}

export const unsupportedBatchEncoding: Problem = {
  ...unsupportedEncoding,
  detail: 'Send it as it is, or with Content-Encoding: gzip.',
  headers: { 'accept-encoding': 'gzip, identity' },
}
