import type { Deployment } from '@telemark/deployment'

/** Where everything is, and a line to paste for each thing that it can do. */
export function howToUse(deployment: Pick<Deployment, 'url' | 'operatorKey' | 'fleet' | 'parts'>): string {
  const { url, operatorKey, fleet, parts } = deployment
  const base = url.href.replace(/\/$/, '')
  const width = Math.max(...parts.map(({ name }) => name.length))
  const device = fleet[0]
  const lines = [
    `URL           ${base}`,
    `operator key  ${operatorKey}`,
    ...(device ? [`device        ${device.deviceId}`, `device key    ${device.apiKey}`] : []),
    '',
    ...parts.map(({ name, address, log }) => `${name.padEnd(width)}  ${address.padEnd(21)}  log ${log}`),
    '',
    ...(device ? deviceLines(base, device.deviceId, device.apiKey) : []),
    ...operatorLines(base, operatorKey),
    `curl ${base}/health/ready`,
    `curl ${base}/metrics`,
    '',
    'Ctrl-C stops it all.',
  ]
  return `${lines.join('\n')}\n`
}

function deviceLines(base: string, id: string, key: string): readonly string[] {
  const body = `'{"measurements":{"temperature":21.5,"online":true}}'`
  return [
    `curl -X POST ${base}/api/telemetry/${id} -H 'X-API-Key: ${key}' -H 'content-type: application/json' -d ${body}`,
    `curl ${base}/api/telemetry/latest/${id} -H 'X-API-Key: ${key}'`,
  ]
}

function operatorLines(base: string, key: string): readonly string[] {
  return ['/api/telemetry/latest', '/api/telemetry/count', '/api/devices', '/api/system'].map(
    (path) => `curl ${base}${path} -H 'Authorization: Bearer ${key}'`,
  )
}
