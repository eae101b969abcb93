import { setTimeout as delay } from 'node:timers/promises'
import type { ClampTo } from '../process/clamped-envelope.ts'
import { howEnded } from '../process/spawn.ts'
import { settleAll } from '../settle-all.ts'
import type { Task } from './task.ts'

export interface TaskSetOptions {
  readonly component: 'api' | 'consumer'
  /** Starts a task and resolves when it is ready. */
  start(number: number, signal: AbortSignal): Promise<Task>
  /** Before a ready task is clamped and serves. */
  prepare(task: Task, signal: AbortSignal): Promise<void>
  /** A ready task begins to serve. */
  admit(task: Task): Promise<void>
  /** A task stops serving; resolves when nothing is in flight. */
  withdraw(task: Task): Promise<void>
  /** A task is dead. */
  forget(task: Task): Promise<void>
  /** A task that should run has ended by itself; `left` still run. Its log and envelope stay until this resolves. */
  onLost(task: Task, loss: { readonly how: string; readonly left: number }): Promise<void>
  report(line: string): void
}

/** The tasks of one component, kept at the wanted number, as an ECS service does. Disposing stops them. */
export interface TaskSet extends AsyncDisposable {
  readonly component: 'api' | 'consumer'
  /** Those that serve. */
  running(): readonly Task[]
  /** Those that do not serve yet: they take CPU already. */
  starting(): readonly Task[]
  wanted(): number
  /** Tasks are being started, stopped or replaced. */
  changing(): boolean
  /**
   * Resolves when exactly so many tasks serve; new ones not before `startMs` have passed.
   * Rejects when a task does not start.
   */
  scaleTo(tasks: number, startMs?: number): Promise<void>
  /** Clamps what runs, and what is started from now on once it is ready. */
  clamp(to: ClampTo): Promise<void>
}

const replaceAttempts = 5
const replaceAgainAfterMs = 1000

/** An empty set. */
export function taskSet(options: TaskSetOptions): TaskSet {
  const { component } = options
  const closing = new AbortController()
  let running: readonly Task[] = []
  let starting: readonly Task[] = []
  let wanted = 0
  let clamped: ClampTo = 'off'
  let lastNumber = 0
  let pending = 0
  let last: Promise<unknown> = Promise.resolve()

  /** One change at a time; a failed one does not stop the next. */
  function inTurn(change: () => Promise<void>): Promise<void> {
    pending += 1
    const result = last.then(change).finally(() => {
      pending -= 1
    })
    last = result.catch(() => undefined)
    return result
  }

  async function reconcile(startMs: number): Promise<void> {
    const missing = Math.max(0, wanted - running.length)
    await settleAll(Array.from({ length: missing }, () => startOne(startMs)))
    const surplus = running.slice(wanted)
    await settleAll(surplus.map(stopOne))
  }

  async function startOne(startMs: number): Promise<void> {
    lastNumber += 1
    const number = lastNumber
    const notBefore = Date.now() + startMs
    await using opened = new AsyncDisposableStack()
    const task = opened.use(await options.start(number, closing.signal))
    starting = [...starting, task]
    opened.defer(() => notStarting(task))
    await options.prepare(task, closing.signal)
    await delay(Math.max(0, notBefore - Date.now()), undefined, { signal: closing.signal })
    await task.envelope.clamp(clamped)
    await options.admit(task)
    opened.move()
    notStarting(task)
    running = [...running, task].sort((a, b) => a.number - b.number)
    void task.process.exited.then((exit) => replace(task, howEnded(exit)))
  }

  function notStarting(task: Task): void {
    starting = starting.filter((other) => other !== task)
  }

  async function stopOne(task: Task): Promise<void> {
    running = running.filter((other) => other !== task)
    await options.withdraw(task)
    await task[Symbol.asyncDispose]()
  }

  async function replace(task: Task, how: string): Promise<void> {
    if (closing.signal.aborted || !running.includes(task)) return
    running = running.filter((other) => other !== task)
    const told = options.onLost(task, { how, left: running.length })
    await inTurn(async () => {
      await options.forget(task)
      await told
      await task[Symbol.asyncDispose]()
      await reconcileOrGiveUp()
    }).catch((error) => options.report(`${task.name} is not replaced: ${error.message}`))
  }

  async function reconcileOrGiveUp(): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await reconcile(0)
      } catch (error) {
        if (attempt === replaceAttempts || closing.signal.aborted) throw error
        await delay(replaceAgainAfterMs, undefined, { signal: closing.signal })
      }
    }
  }

  return {
    component,
    running: () => running,
    starting: () => starting,
    wanted: () => wanted,
    changing: () => pending > 0,
    scaleTo: (tasks, startMs = 0) => {
      wanted = tasks
      return inTurn(() => reconcile(startMs))
    },
    clamp: (to) =>
      inTurn(async () => {
        clamped = to
        await settleAll(running.map((task) => task.envelope.clamp(to)))
      }),
    [Symbol.asyncDispose]: async () => {
      closing.abort(new Error(`${component} tasks are being stopped`))
      await last
      await settleAll(running.map((task) => task[Symbol.asyncDispose]()))
    },
  }
}
