import type { Architecture } from '@telemark/architecture'
import { type ApiClient, apiClient, unexpected } from './api-client.ts'
import { missingOperations } from './missing-operations.ts'
import { operatorHeader } from './operator-header.ts'
import type { Target } from './target.ts'
import { TargetError } from './target-error.ts'
import { toldArchitecture, toldSystem } from './told-system.ts'

/**
 * Whether `target` can be measured: it is reached, keeps the contract, is ready, and knows the operator. Only reads. Resolves with what it
 * says of itself; rejects with a TargetError that says what is missing.
 */
export async function examineTarget(
  target: Target,
  operatorKey: string,
  signal: AbortSignal,
): Promise<Architecture> {
  const client = apiClient(target)
  await requireContract(client, signal)
  await requireReady(client, signal)
  await requireOperator(client, operatorKey, signal)
  return toldArchitecture(target, toldSystem(target, await askSystem(client, signal)))
}

/** The answer of `GET /api/system`. */
export function askSystem(client: ApiClient, signal: AbortSignal): Promise<unknown> {
  return client.json({ method: 'GET', path: '/api/system' }, signal)
}

async function requireContract(client: ApiClient, signal: AbortSignal): Promise<void> {
  const { target } = client
  const call = { method: 'GET', path: '/api/openapi.json' } as const
  const answer = await client.call(call, signal)
  if (answer.status !== 200) {
    const found = unexpected(target, call, answer).message
    throw new TargetError(
      `Cannot measure ${target.name}: it must keep Telemark's HTTP contract and publish it. ${found}`,
    )
  }
  const missing = missingOperations(await client.json(call, signal))
  if (missing.length > 0)
    throw new TargetError(
      `Cannot measure ${target.name}: it must keep Telemark's HTTP contract (service/openapi.json), and its own lacks ${missing.join(', ')}.`,
    )
}

async function requireReady(client: ApiClient, signal: AbortSignal): Promise<void> {
  const { status, text } = await client.call({ method: 'GET', path: '/health/ready' }, signal)
  if (status === 200) return
  throw new TargetError(
    `Cannot measure ${client.target.name}: it must be ready, and GET /health/ready answers ${status}: ${text.slice(0, 300)}`,
  )
}

async function requireOperator(client: ApiClient, operatorKey: string, signal: AbortSignal): Promise<void> {
  const call = { method: 'GET', path: '/api/pipeline', headers: operatorHeader(operatorKey) } as const
  const answer = await client.call(call, signal)
  if (answer.status === 200) return
  if (answer.status === 401 || answer.status === 403)
    throw new TargetError(
      `Cannot measure ${client.target.name}: the operator's key is required, to register devices for the run and to remove them, and this one is refused (${answer.status}). Give it with --operator-key or TELEMARK_OPERATOR_KEY.`,
    )
  throw unexpected(client.target, call, answer)
}
