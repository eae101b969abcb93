/** One request as it goes over the wire, and what the oracle has to know of it. */
export interface FuzzCase {
  /** What is odd about it, for people. */
  readonly what: string
  /** The operation that is called; left out where it is no well-formed request of one. */
  readonly call?: Call
  readonly bytes: Buffer
  readonly delivery: Delivery
}

/** How the bytes arrive. */
export type Delivery =
  | { readonly kind: 'whole' }
  /** What may look like the beginning of something longer: the client closes its side where no answer comes for so long. */
  | { readonly kind: 'finished'; readonly afterMs: number }
  /** In so many pieces, with pauses. */
  | { readonly kind: 'dribbled'; readonly pieces: number; readonly everyMs: number }
  /** Only so many, and then the client closes its side, or breaks the connection. */
  | { readonly kind: 'cut'; readonly after: number; readonly how: 'end' | 'reset' }
  /** Only so many, and then nothing, for ever. */
  | { readonly kind: 'stalled'; readonly after: number }

/** A well-formed request of one operation, whatever is in it. */
export interface Call {
  readonly operationId: string
  readonly method: string
  readonly path: Readonly<Record<string, string>>
  /** As it is sent, without the question mark. */
  readonly query: string
  readonly headers: readonly Header[]
  readonly body: Buffer | undefined
}

export type Header = readonly [name: string, value: string]

/** The value of a header that was sent once; `undefined` where it was not sent, or several times. */
export function headerOf({ headers }: Pick<Call, 'headers'>, name: string): string | undefined {
  const found = headers.filter(([one]) => one.toLowerCase() === name)
  return found.length === 1 ? found[0]?.[1] : undefined
}

/** Enough to send a failing case again, by hand and as part of a run. */
export function explain({ what, bytes, delivery, call }: FuzzCase): string {
  const shown = bytes.length > 20_000 ? bytes.subarray(0, 20_000) : bytes
  const more = shown === bytes ? '' : ` # the first 20,000 of ${bytes.length} bytes`
  return [
    `${call?.operationId ?? 'no operation'}: ${what}; delivery ${JSON.stringify(delivery)}`,
    bytes
      .subarray(0, 400)
      .toString('latin1')
      .replace(/[^\x20-\x7e\n]/g, '.'),
    `echo ${shown.toString('base64')} | base64 -d | nc HOST PORT${more}`,
  ].join('\n')
}
