import type { Answer } from '../support/answer.ts'
import type { Callers } from '../support/callers.ts'
import { answerSchema, isValid, type Operation, operationOf, problemSchema } from '../support/contract.ts'
import type { Exchange } from '../support/exchange.ts'
import type { Call, FuzzCase } from '../support/fuzz-case.ts'
import { refusal } from './admits.ts'

/** What the protocol itself refuses, before it is known which operation is meant; no operation lists these. */
const ofProtocol: readonly number[] = [400, 404, 405, 408, 413, 414, 417, 431]

/** What is wrong with an answer; `undefined` where nothing is. */
export function judge(
  { call, delivery, bytes }: FuzzCase,
  exchange: Exchange,
  callers: Callers,
): string | undefined {
  switch (exchange.kind) {
    case 'silent':
      return `no answer within ${exchange.afterMs} ms`
    case 'garbled':
      return exchange.message
    case 'closed':
      return exchange.byClient ? undefined : 'the connection was closed without an answer'
    case 'answered':
      // It may be refused before its time is over.
      if (delivery.kind === 'stalled' && exchange.answer.status < 400)
        return `a request that never ends was answered with ${exchange.answer.status}`
      return judgeAnswer(exchange.answer, {
        call,
        callers,
        isHead: bytes.toString('latin1', 0, 5) === 'HEAD ',
      })
  }
}

interface Asked {
  readonly call: Call | undefined
  readonly callers: Callers
  readonly isHead: boolean
}

function judgeAnswer(answer: Answer, { call, callers, isHead }: Asked): string | undefined {
  const { status } = answer
  const operation = call === undefined ? undefined : operationOf(call.operationId)
  if (operation !== undefined && !(String(status) in operation.responses) && !ofProtocol.includes(status))
    return `${status} is not in the contract of ${operation.operationId}`
  if (operation?.operationId === 'getReadiness') return undefined
  if (status >= 500 && status !== 503) return `${status}: ${answer.body.toString().slice(0, 300)}`
  if (status >= 400) return problemFault(answer, isHead)
  return operation === undefined || call === undefined
    ? undefined
    : successFault(answer, { operation, call, callers })
}

function problemFault({ status, headers, body }: Answer, isHead: boolean): string | undefined {
  const type = headers.get('content-type') ?? 'no content type'
  if (!/^application\/problem\+json(;|$)/.test(type)) return `${status} with ${type}, not a problem document`
  if (status === 503 && !headers.has('retry-after')) return '503 without Retry-After'
  if (isHead) return undefined
  const document = parsed(body)
  if (!isValid(problemSchema, document))
    return `${status} with a malformed problem: ${body.toString().slice(0, 300)}`
  if ((document as { status: number }).status !== status) return `${status} with a problem of another status`
  if (/node_modules|\.ts:\d|\bat .+:\d+:\d+/.test(body.toString()))
    return 'a problem that shows the inside of the service'
  return undefined
}

interface Success {
  readonly operation: Operation
  readonly call: Call
  readonly callers: Callers
}

function successFault(
  { status, headers, body }: Answer,
  { operation, call, callers }: Success,
): string | undefined {
  const why = refusal(operation, call, callers)
  if (why !== undefined) return `${status}, but ${why}`
  const schema = answerSchema(operation, status)
  if (schema === undefined) return undefined
  if (!headers.get('content-type')?.startsWith('application/json')) return undefined // another representation
  return isValid(schema, parsed(body))
    ? undefined
    : `${status} with a body that its schema does not allow: ${body.toString().slice(0, 300)}`
}

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString())
  } catch {
    return undefined
  }
}
