import { setTimeout as delay } from 'node:timers/promises'
import type { RuntimeApi } from './runtime-api.ts'
import { count, parseStat, statOf } from './show-stat.ts'

/** One API task as the load balancer sees it. */
export interface Target {
  readonly name: string
  readonly port: number
}

export interface LoadBalancer {
  /** The target serves from now on. It must be ready: HAProxy counts it as up before its first check. */
  join(target: Target): Promise<void>
  /**
   * The target gets no new requests; resolves when those it had are answered, or cut off after the deregistration delay. What is left after two
   * seconds are streams, which would last for ever: `tellToStop` is called then, once.
   */
  leave(target: Target, tellToStop?: () => void): Promise<void>
  /** A target that is dead already is forgotten at once. */
  forget(target: Target): Promise<void>
  /** Requests that targets work on, and requests that wait for a target. */
  load(): Promise<{ readonly sessions: number; readonly queued: number }>
  /** Resolves when nothing is in flight: what a client has given up may still be worked on. */
  idle(): Promise<void>
}

/** The backend of the configuration that targets join and leave. */
const backend = 'app'

/**
 * A target that answers is asked once a second, one that has not is asked again sooner: each check costs a task at a tenth of
 * a core up to 1 % of its time. Settings stand on the line that adds a server: neither `default-server` nor HAProxy's own defaults are inherited. Without
 * those of the pool each request opens a connection of its own (doc/decisions/0012).
 */
const settings =
  'check inter 1s fastinter 200ms downinter 200ms fall 2 rise 1 pool-max-conn -1 pool-purge-delay 5s'

const pollMs = 20

/** No request of the service lasts longer; an ALB's deregistration delay of 300 s would only lengthen a hang. */
const longestRequestMs = 10_000

/** By then a task has read what was sent to it: one that is told to stop closes connections that look idle. */
const onlyStreamsAfterMs = 2000

/** HAProxy closes a removed server's idle connections at once, but not within the same command. */
const deleteWithinMs = 5000

/** Adds and removes targets through the runtime API, without a reload and without a failed request. */
export function loadBalancer(api: RuntimeApi): LoadBalancer {
  const remove = async (target: Target) => {
    await silent(api, `set server ${path(target)} state maint`)
    await deleteServer(api, target)
  }
  const load = async () => {
    const whole = statOf(parseStat(await api('show stat')), backend, 'BACKEND')
    return { sessions: count(whole, 'scur'), queued: count(whole, 'qcur') }
  }
  return {
    join: async (target) => {
      await expect(
        api,
        `add server ${path(target)} 127.0.0.1:${target.port} ${settings}`,
        'New server registered.',
      )
      await silent(api, `enable health ${path(target)}`)
      await silent(api, `enable server ${path(target)}`)
    },
    leave: async (target, tellToStop = () => undefined) => {
      await silent(api, `set server ${path(target)} state drain`)
      await drained(api, target, tellToStop)
      await remove(target)
    },
    forget: async (target) => {
      await silent(api, `shutdown sessions server ${path(target)}`)
      await remove(target)
    },
    load,
    idle: async () => {
      const deadline = Date.now() + longestRequestMs
      for (let now = await load(); now.sessions + now.queued > 0; now = await load()) {
        if (Date.now() > deadline) {
          throw new Error(
            `${now.sessions + now.queued} requests are still in flight at the load balancer after 10 s`,
          )
        }
        await delay(pollMs)
      }
    },
  }
}

/** Current sessions are requests under way; idle connections that HAProxy keeps for reuse are none. */
async function drained(api: RuntimeApi, target: Target, tellToStop: () => void): Promise<void> {
  const begin = Date.now()
  let isTold = false
  while (count(statOf(parseStat(await api('show stat')), backend, target.name), 'scur') > 0) {
    const elapsed = Date.now() - begin
    if (elapsed > longestRequestMs) return silent(api, `shutdown sessions server ${path(target)}`)
    if (elapsed > onlyStreamsAfterMs && !isTold) {
      isTold = true
      tellToStop()
    }
    await delay(pollMs)
  }
}

/** HAProxy refuses while it still closes the server's idle connections: then it is asked again. */
async function deleteServer(api: RuntimeApi, target: Target): Promise<void> {
  const deadline = Date.now() + deleteWithinMs
  for (;;) {
    const answer = await api(`del server ${path(target)}`)
    if (answer === 'Server deleted.') return
    if (Date.now() > deadline) throw refused(`del server ${path(target)}`, answer)
    await delay(pollMs)
  }
}

function path(target: Target): string {
  return `${backend}/${target.name}`
}

function silent(api: RuntimeApi, command: string): Promise<void> {
  return expect(api, command, '')
}

async function expect(api: RuntimeApi, command: string, expected: string): Promise<void> {
  const answer = await api(command)
  if (answer !== expected) throw refused(command, answer)
}

function refused(command: string, answer: string): Error {
  return new Error(`The load balancer refused "${command}": ${answer}`)
}
