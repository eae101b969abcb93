import { portOwner } from '../process/port-owner.ts'
import { listenFailure } from '../process/ports.ts'

/**
 * `port`, if `title` can listen on it; rejects with who or what stands in the way, and what to do. The error's cause carries
 * the code, `EADDRINUSE` or another.
 */
export async function requiredPort(title: string, port: number): Promise<number> {
  const cause = await listenFailure(port)
  if (cause === undefined) return port
  const { found, first } = obstacle(port, cause)
  throw new Error(
    `Cannot start ${title}: ${found}. ${first}, or choose another port: \`telemark up\` takes --port.`,
    { cause },
  )
}

function obstacle(port: number, { code, message }: NodeJS.ErrnoException) {
  switch (code) {
    case 'EADDRINUSE':
      return { found: `port ${port} is taken by ${portOwner(port) ?? 'another process'}`, first: 'Stop it' }
    case 'EACCES':
      return {
        found: `port ${port} may not be used: root or a port above 1023 is required`,
        first: 'Run as root',
      }
    default:
      return { found: `port ${port} cannot be listened on: ${message}`, first: 'Free it' }
  }
}
