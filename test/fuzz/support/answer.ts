/** An answer as it came over the wire. */
export interface Answer {
  readonly status: number
  readonly headers: ReadonlyMap<string, string>
  readonly body: Buffer
}

const gap = Buffer.from('\r\n\r\n')

/**
 * The first final answer in `bytes`, once it is there as a whole; `isClosed`: nothing more will come. Throws where it is no HTTP.
 * A stream of events is whole with its head: it has no end.
 */
export function parseAnswer(bytes: Buffer, method: string, isClosed: boolean): Answer | undefined {
  const end = bytes.indexOf(gap)
  if (end === -1) return undefined
  const [first = '', ...lines] = bytes.toString('latin1', 0, end).split('\r\n')
  const status = Number(/^HTTP\/1\.1 (\d{3})(?: |$)/.exec(first)?.[1])
  if (Number.isNaN(status)) throw new Error(`The answer is no HTTP: ${first.slice(0, 100)}`)
  const rest = bytes.subarray(end + gap.length)
  if (status < 200) return parseAnswer(rest, method, isClosed)
  const headers = new Map(lines.map((line) => headerOf(line)))
  const body = bodyOf(rest, {
    headers,
    isEmpty: method === 'HEAD' || status === 204 || status === 304,
    isClosed,
  })
  return body === undefined ? undefined : { status, headers, body }
}

interface Framing {
  readonly headers: ReadonlyMap<string, string>
  readonly isEmpty: boolean
  readonly isClosed: boolean
}

function bodyOf(rest: Buffer, { headers, isEmpty, isClosed }: Framing): Buffer | undefined {
  if (isEmpty || headers.get('content-type')?.startsWith('text/event-stream')) return Buffer.alloc(0)
  if (headers.get('transfer-encoding') === 'chunked') return chunksOf(rest)
  const length = headers.get('content-length')
  if (length === undefined) return isClosed ? rest : undefined
  return rest.length >= Number(length) ? rest.subarray(0, Number(length)) : undefined
}

function chunksOf(bytes: Buffer): Buffer | undefined {
  const chunks: Buffer[] = []
  let at = 0
  for (;;) {
    const line = bytes.indexOf('\r\n', at)
    if (line === -1) return undefined
    const length = Number.parseInt(bytes.toString('latin1', at, line), 16)
    if (length === 0) return Buffer.concat(chunks)
    if (bytes.length < line + 2 + length + 2) return undefined
    chunks.push(bytes.subarray(line + 2, line + 2 + length))
    at = line + 2 + length + 2
  }
}

function headerOf(line: string): readonly [string, string] {
  const colon = line.indexOf(':')
  return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()]
}
