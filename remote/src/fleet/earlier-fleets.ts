import type { ApiClient } from '../target/api-client.ts'
import { operatorHeader } from '../target/operator-header.ts'
import { aliasPrefix } from './run-fleet.ts'

/**
 * What to say of devices that another run has registered: it runs now, or was killed before it could remove them. They are left alone.
 * Undefined where there are none, or the service does not tell.
 */
export async function sayEarlierFleets(
  client: ApiClient,
  operatorKey: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  const path = `/api/devices?limit=1000&search=${aliasPrefix}`
  const answer = await client.call({ method: 'GET', path, headers: operatorHeader(operatorKey) }, signal)
  const aliases = answer.status === 200 ? aliasesIn(answer.text) : []
  if (aliases.length === 0) return undefined
  const runs = [...new Set(aliases)].join(', ')
  return `${client.target.name}: ${aliases.length} devices of other runs are registered (alias ${runs}). If none of them still runs, remove each with DELETE /api/devices/<id>; GET ${path} lists them.`
}

function aliasesIn(page: string): readonly string[] {
  const { items } = Object(JSON.parse(page))
  if (!Array.isArray(items)) return []
  return items.map((item) => String(Object(item).alias)).filter((alias) => alias.startsWith(aliasPrefix))
}
