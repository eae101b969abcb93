import type { Deployment } from '@telemark/deployment'

/** Where a part answers, past the load balancer; of Kafka its brokers, of PostgreSQL its URL. */
export function addressOf({ parts }: Deployment, name: string): string {
  const part = parts.find((candidate) => candidate.name === name)
  if (part === undefined)
    throw new Error(`No part is named ${name}; there are ${parts.map((one) => one.name).join(', ')}.`)
  return part.address
}
