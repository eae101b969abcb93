import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { test } from 'node:test'
import { promisify } from 'node:util'
import { launchLine } from '../../src/process/launcher.ts'
import { requireReachable, serverUser } from '../../src/process/server-user.ts'

/** One that needs a right, whether or not somebody listens on it: the right is asked for first. */
const port = 80
const requiredPort = import.meta.resolve('../../src/servers/required-port.ts')

/** What somebody without rights is told who asks for `port`: as root, `nobody` asks. */
async function refusal(): Promise<{ message: string; code: string }> {
  const script = `
    const { requiredPort } = await import('${requiredPort}')
    const told = await requiredPort('HAProxy', ${port}).catch(({ message, cause }) => ({ message, code: cause.code }))
    console.log(JSON.stringify(told))`
  const user = await serverUser()
  const [program = '', ...args] = launchLine(
    [process.execPath, '--input-type=module', '--eval', script],
    user ? { user } : {},
  )
  const { stdout } = await promisify(execFile)(program, args, { cwd: '/' })
  return JSON.parse(stdout)
}

/** Why nobody without rights can be refused here, if so. */
function whyNot(): string | undefined {
  const free = Number(readFileSync('/proc/sys/net/ipv4/ip_unprivileged_port_start', 'utf8'))
  if (free <= port) return `everybody may listen on ports from ${free} here`
  if (process.getuid?.() !== 0) return undefined
  try {
    for (const path of [process.execPath, import.meta.dirname]) requireReachable(dirname(path))
    return undefined
  } catch (error) {
    return (error as Error).message
  }
}

test('a port below 1024 is told apart from a taken one, and the cause keeps its code', async (t) => {
  const reason = whyNot()
  if (reason !== undefined) return t.skip(reason)
  const { message, code } = await refusal()
  assert.equal(
    message,
    'Cannot start HAProxy: port 80 may not be used: root or a port above 1023 is required. ' +
      'Run as root, or choose another port: `telemark up` takes --port.',
  )
  assert.equal(code, 'EACCES')
})
