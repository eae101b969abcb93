import { excerpt, type Fault } from '../telemetry/fault.ts'

/** What is wrong with the query parameter `name`. */
export function malformed(name: string, required: string, sent: string | undefined): Fault {
  return { pointer: `/${name}`, code: 'malformed', required, sent: excerpt(sent) }
}
