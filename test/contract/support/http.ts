/** An answer of the service. */
export interface Reply {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  /** The JSON body; empty where the answer holds none. */
  readonly body: Readonly<Record<string, unknown>>
}

export interface Call {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  /** Sent as JSON. */
  readonly json?: unknown
  /** Sent as it is, instead of `json`. */
  readonly raw?: string | Uint8Array<ArrayBuffer>
}

/** One request to the service under test; `path` begins with a slash. */
export type Send = (path: string, call?: Call) => Promise<Reply>

/** Sends one request; answers of every status are replies, never errors. */
export async function send(url: URL, { method = 'GET', headers, json, raw }: Call = {}): Promise<Reply> {
  const content = raw ?? (json === undefined ? null : JSON.stringify(json))
  const type = content === null ? {} : { 'content-type': 'application/json' }
  const response = await fetch(url, {
    method,
    headers: { ...type, ...headers },
    body: content,
    signal: AbortSignal.timeout(30_000),
  })
  const text = await response.text()
  const isJson = /[/+]json\b/.test(response.headers.get('content-type') ?? '') && text !== ''
  return { status: response.status, headers: response.headers, text, body: isJson ? JSON.parse(text) : {} }
}
