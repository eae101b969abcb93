import { randomBytes, randomUUID } from 'node:crypto'
import type { FleetDevice } from '@telemark/deployment'
import { eachAtMost } from '../each-at-most.ts'
import { type ApiClient, unexpected } from '../target/api-client.ts'
import { operatorHeader } from '../target/operator-header.ts'

/** Devices that are registered for a run. Disposing removes them, and names those that it could not remove. */
export interface RunFleet extends AsyncDisposable {
  readonly devices: readonly FleetDevice[]
}

export interface RunFleetOptions {
  readonly client: ApiClient
  readonly operatorKey: string
  /** How many. */
  readonly size: number
  report(line: string): void
}

/** What the alias of each begins with: whoever finds one knows what it is. */
export const aliasPrefix = 'telemark-load-'
/** Registering is no load test. */
const atOnce = 8
const removedWithinMs = { atLeast: 30_000, aDevice: 100 }
const shownLeft = 10

/** Registers a fleet under an alias of its own. Rejects with nothing left registered on failure or abort. */
export async function runFleet(options: RunFleetOptions, signal: AbortSignal): Promise<RunFleet> {
  const { size } = options
  const alias = `${aliasPrefix}${randomBytes(4).toString('hex')}`
  const devices: FleetDevice[] = []
  /** Also of those whose registration was not answered: they may be there. */
  const begun: string[] = []
  await using undo = new AsyncDisposableStack()
  undo.defer(() => remove(begun, alias, options))
  await eachAtMost(atOnce, Array.from({ length: size }), async () => {
    const deviceId = randomUUID()
    begun.push(deviceId)
    devices.push({ deviceId, apiKey: await register(deviceId, alias, options, signal) })
  })
  const kept = undo.move()
  return { devices, [Symbol.asyncDispose]: () => kept.disposeAsync() }
}

/** Without a limit of its own rate: what is measured is the service. */
async function register(
  deviceId: string,
  alias: string,
  { client, operatorKey }: RunFleetOptions,
  signal: AbortSignal,
): Promise<string> {
  const call = {
    method: 'POST',
    path: '/api/devices',
    headers: operatorHeader(operatorKey),
    body: { device_id: deviceId, alias, rate_limit: 0 },
  } as const
  const device = await client.json(call, signal)
  const { api_key: apiKey } = Object(device)
  if (typeof apiKey === 'string') return apiKey
  throw unexpected(client.target, call, {
    status: 201,
    text: `${JSON.stringify(device)}, which has no api_key`,
  })
}

/** Whatever else has been aborted, this is done. Never rejects: what is left is said, once. */
async function remove(
  deviceIds: readonly string[],
  alias: string,
  { client, operatorKey, report }: RunFleetOptions,
): Promise<void> {
  const within = AbortSignal.timeout(removedWithinMs.atLeast + deviceIds.length * removedWithinMs.aDevice)
  const left: string[] = []
  await eachAtMost(atOnce, deviceIds, async (deviceId) => {
    const path = `/api/devices/${deviceId}`
    const answer = await client
      .call({ method: 'DELETE', path, headers: operatorHeader(operatorKey) }, within)
      .catch(() => undefined)
    if (answer === undefined || (answer.status !== 404 && answer.status >= 300)) left.push(deviceId)
  })
  if (left.length > 0) report(sayLeft(left, alias, client))
}

function sayLeft(left: readonly string[], alias: string, { target }: ApiClient): string {
  const more = left.length > shownLeft ? ` and ${left.length - shownLeft} more` : ''
  return `${target.name}: ${left.length} devices of the run could not be removed and are still registered, with the alias ${alias}: ${left.slice(0, shownLeft).join(', ')}${more}. Remove each with DELETE /api/devices/<id>; GET /api/devices?search=${alias} lists them.`
}
