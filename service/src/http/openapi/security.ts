import type { PlacedOperation, SecurityRequirement } from './operation.ts'

/** Who may call, by the names that `securityOf` uses. */
export const securitySchemes = {
  deviceKey: {
    type: 'apiKey',
    in: 'header',
    name: 'X-API-Key',
    description: 'The key of a device. It opens what belongs to that device.',
  },
  operatorKey: { type: 'http', scheme: 'bearer', description: 'The key of the operator.' },
}

const device: SecurityRequirement = { deviceKey: [] }
const operator: SecurityRequirement = { operatorKey: [] }

/** Answered without a key. */
const open: readonly string[] = ['getHealth', 'getReadiness', 'getMetrics', 'getSystem', 'getOpenApi']

/** Paths outside of a device's own that both may read: a device gets what is its own there. */
const shared: readonly string[] = [
  '/api/telemetry/latest',
  '/api/telemetry/stream',
  '/api/telemetry/received',
]

/** Whose key opens an operation; one of them is enough. A test asks the service itself whether that is true. */
export function securityOf({ path, method, operation }: PlacedOperation): readonly SecurityRequirement[] {
  if (open.includes(operation.operationId)) return []
  const isOfDevice = path.startsWith('/api/telemetry/') && path.includes('{device_id}')
  if (isOfDevice && method === 'post') return [device]
  return isOfDevice || shared.includes(path) ? [device, operator] : [operator]
}
