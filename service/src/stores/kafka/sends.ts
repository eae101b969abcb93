import type { MessageToProduce } from '@platformatic/kafka'

/** A message on its way out. */
export type MessageToSend = MessageToProduce<Content, Content, string, string>

/** Text, or bytes that must stay as they are. */
export type Content = string | Buffer

/**
 * What one `send` carries. A broker refuses more than 1 MiB for a partition (`message.max.bytes`), and one device's events, as all
 * dead letters, are for the same one.
 */
const maxSendBytes = 768 * 1024
/** Of a message beside what it holds: what Kafka writes in front of it. */
const overheadBytes = 64

/** `messages` in order, in as few parts as a broker takes: thousands of the usual size are one. */
export function* sendsOf(messages: readonly MessageToSend[]): Generator<readonly MessageToSend[], void> {
  let part: MessageToSend[] = []
  let size = 0
  for (const message of messages) {
    const bytes = bytesOf(message)
    if (part.length > 0 && size + bytes > maxSendBytes) {
      yield part
      part = []
      size = 0
    }
    part.push(message)
    size += bytes
  }
  if (part.length > 0) yield part
}

function bytesOf({ key = '', value = '', headers }: MessageToSend): number {
  const entries = headers === undefined ? [] : Object.entries(headers).flat()
  return [key, value, ...entries].reduce((sum, one) => sum + Buffer.byteLength(one), overheadBytes)
}
