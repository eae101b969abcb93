import type { Deployment } from '@telemark/deployment'
import { curlLines } from './curl-lines.ts'

/** Where everything is, and a line to paste for each thing that it can do. */
export function howToUse(deployment: Pick<Deployment, 'url' | 'operatorKey' | 'fleet' | 'parts'>): string {
  const { url, operatorKey, fleet, parts } = deployment
  const base = url.href.replace(/\/$/, '')
  const width = Math.max(...parts.map(({ name }) => name.length))
  const [device] = fleet
  const lines = [
    ...parts.map(({ name, address, log }) => `${name.padEnd(width)}  ${address.padEnd(21)}  log ${log}`),
    '',
    'In another shell:',
    '',
    `export URL=${base} OPERATOR=${operatorKey}`,
    ...(device ? [`export DEVICE=${device.deviceId} KEY=${device.apiKey}`] : []),
    '',
    ...curlLines.flatMap(({ what, line }) => [`# ${what}`, line]),
    '',
    `All of it to try in a browser: ${base}/api/docs`,
    'Ctrl-C stops it all.',
  ]
  return `${lines.join('\n')}\n`
}
