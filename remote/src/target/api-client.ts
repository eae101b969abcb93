import { setTimeout as delay } from 'node:timers/promises'
import { sayUnreachable } from './say-unreachable.ts'
import type { Target } from './target.ts'
import { TargetError } from './target-error.ts'

/** One call of a target's API. */
export interface Call {
  readonly method: 'GET' | 'POST' | 'DELETE'
  /** With its query, from the slash on. */
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  /** Sent as JSON. */
  readonly body?: object
}

export interface Answer {
  readonly status: number
  readonly text: string
}

/** Calls a target's API. */
export interface ApiClient {
  readonly target: Target
  /** Any answer resolves; one that may come right by itself (429, 5xx, none at all) is asked for again first. Rejects with a TargetError. */
  call(call: Call, signal: AbortSignal): Promise<Answer>
  /** The JSON of a 2xx answer, once one comes. Rejects with a TargetError that shows any other. */
  json(call: Call, signal: AbortSignal): Promise<unknown>
}

const answerWithinMs = 10_000
const waitsMs = [100, 300, 1000, 3000, 5000] as const

export function apiClient(target: Target): ApiClient {
  const base = target.url.href.replace(/\/$/, '')
  const call: ApiClient['call'] = async (call, signal) => {
    for (const waitMs of waitsMs) {
      const answer = await send(base, call, signal).catch(() => undefined)
      if (answer !== undefined && !mayComeRight(answer)) return answer
      await delay(waitMs, undefined, { signal })
    }
    return await send(base, call, signal).catch((cause: unknown) => {
      signal.throwIfAborted()
      throw new TargetError(
        `Cannot reach ${target.name}: ${call.method} ${base}${call.path}: ${sayUnreachable(cause)}`,
        { cause },
      )
    })
  }
  return {
    target,
    call,
    json: async (asked, signal) => {
      const answer = await call(asked, signal)
      if (answer.status >= 200 && answer.status < 300) return parsed(target, asked, answer)
      throw unexpected(target, asked, answer)
    },
  }
}

/** What a target answered and should not have. */
export function unexpected({ name }: Target, { method, path }: Call, { status, text }: Answer): TargetError {
  return new TargetError(
    `${name} answered ${method} ${path.split('?', 1)[0]} with ${status}, and 2xx is required: ${text.slice(0, 300)}`,
  )
}

async function send(base: string, call: Call, signal: AbortSignal): Promise<Answer> {
  const answer = await fetch(`${base}${call.path}`, {
    method: call.method,
    redirect: 'manual', // k6 follows none either
    headers: { ...call.headers, ...(call.body && { 'content-type': 'application/json' }) },
    ...(call.body && { body: JSON.stringify(call.body) }),
    signal: AbortSignal.any([signal, AbortSignal.timeout(answerWithinMs)]),
  })
  const location = answer.headers.get('location')
  const text = await answer.text()
  return {
    status: answer.status,
    text: location === null ? text : `it redirects to ${location}. Give that URL`,
  }
}

function mayComeRight({ status }: Answer): boolean {
  return status === 429 || status >= 500
}

function parsed({ name }: Target, { method, path }: Call, { text }: Answer): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new TargetError(
      `${name} must answer ${method} ${path} with JSON, and answered ${text.slice(0, 100)}`,
      { cause },
    )
  }
}
