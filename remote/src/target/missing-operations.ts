/** What a measurement needs of the contract (`service/openapi.json`); names of parameters do not matter. */
const required = [
  'POST /api/telemetry/{}',
  'GET /api/telemetry/latest/{}',
  'GET /api/telemetry/{}',
  'POST /api/devices',
  'DELETE /api/devices/{}',
  'GET /api/pipeline',
  'GET /api/system',
] as const

/** What an OpenAPI document does not offer and a measurement needs, e.g. `POST /api/devices`. */
export function missingOperations(document: unknown): readonly string[] {
  const paths = isObject(document) && isObject(document.paths) ? document.paths : {}
  const offered = new Set(
    Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(isObject(methods) ? methods : {}).map(
        (method) => `${method.toUpperCase()} ${path.replaceAll(/\{[^}]*\}/g, '{}')}`,
      ),
    ),
  )
  return required.filter((operation) => !offered.has(operation))
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}
