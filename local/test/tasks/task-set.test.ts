import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import type { Task } from '../../src/tasks/task.ts'
import { type TaskSetOptions, taskSet } from '../../src/tasks/task-set.ts'

interface Watched {
  readonly events: string[]
  crash(name: string): void
}

/** A set whose tasks are only names, and what happens to them in order. */
function watchedSet(t: TestContext, options: Partial<TaskSetOptions> = {}) {
  const events: string[] = []
  const crashes = new Map<string, () => void>()
  const tell = (verb: string) => async (task: Task) => {
    events.push(`${verb} ${task.name}`)
  }
  const start = async (number: number) => {
    const name = `api-${number}`
    const exit = Promise.withResolvers<{ code: number; signal: null }>()
    crashes.set(name, () => exit.resolve({ code: 1, signal: null }))
    events.push(`start ${name}`)
    return {
      name,
      number,
      process: { exited: exit.promise },
      envelope: { clamp: async (to: string) => void events.push(`${name} ${to}`) },
      [Symbol.asyncDispose]: async () => void events.push(`stop ${name}`),
    } as unknown as Task
  }
  const set = taskSet({
    component: 'api',
    start,
    prepare: tell('prepare'),
    admit: tell('admit'),
    withdraw: tell('withdraw'),
    forget: tell('forget'),
    onLost: async (task, { how, left }) => void events.push(`lost ${task.name} (${how}), ${left} left`),
    report: (line) => void events.push(line),
    ...options,
  })
  t.after(() => set[Symbol.asyncDispose]())
  const watched: Watched = { events, crash: (name) => crashes.get(name)?.() }
  return { set, start, ...watched }
}

test('a task that is prepared is starting, and running once it is admitted', async (t) => {
  const seen: string[] = []
  const look = (when: string) => async () => {
    const names = (tasks: readonly Task[]) => tasks.map(({ name }) => name).join()
    seen.push(`${when}: starting ${names(set.starting())}, running ${names(set.running())}`)
  }
  const { set } = watchedSet(t, { prepare: look('preparing') })
  await set.scaleTo(1)
  await look('serving')()
  assert.deepEqual(seen, ['preparing: starting api-1, running ', 'serving: starting , running api-1'])
})

test('a task is prepared, clamped as the set is, then admitted; the newest leaves first, and stops after it was withdrawn', async (t) => {
  const { set, events } = watchedSet(t)
  await set.clamp('on')
  await set.scaleTo(2)
  await set.scaleTo(1)
  assert.deepEqual(
    set.running().map(({ name }) => name),
    ['api-1'],
  )
  assert.deepEqual(
    events.filter((event) => event.includes('api-2')),
    ['start api-2', 'prepare api-2', 'api-2 on', 'admit api-2', 'withdraw api-2', 'stop api-2'],
  )
})

test('a task that ends by itself is forgotten and replaced', async (t) => {
  const replaced = Promise.withResolvers<void>()
  const { set, events, crash } = watchedSet(t, {
    admit: async (task) => {
      if (task.name === 'api-3') replaced.resolve()
    },
  })
  await set.scaleTo(2)
  crash('api-1')
  await replaced.promise
  await set.scaleTo(2)
  assert.deepEqual(
    set.running().map(({ name }) => name),
    ['api-2', 'api-3'],
  )
  assert.deepEqual(events.slice(6), [
    'lost api-1 (exit code 1), 1 left',
    'forget api-1',
    'stop api-1',
    'start api-3',
    'prepare api-3',
    'api-3 off',
  ])
})

test('a task that is told to stop is not replaced', async (t) => {
  const { set, events, crash } = watchedSet(t)
  await set.scaleTo(2)
  await set.scaleTo(1)
  crash('api-2')
  await set.scaleTo(1)
  assert.equal(
    events.some((event) => event.startsWith('lost')),
    false,
  )
})

test('a task is not admitted before its start time has passed', async (t) => {
  const { set } = watchedSet(t)
  const before = Date.now()
  await set.scaleTo(1, 200)
  assert.ok(Date.now() - before >= 199)
})

test('scaleTo rejects when a task does not start, after those that did serve', async (t) => {
  const { start } = watchedSet(t)
  const { set: half } = watchedSet(t, {
    start: (number) => (number === 1 ? Promise.reject(new Error('no memory')) : start(number)),
  })
  await assert.rejects(half.scaleTo(2), /no memory/)
  assert.deepEqual(
    half.running().map(({ name }) => name),
    ['api-2'],
  )
})

test('wanted changes at once, running when the change is done', async (t) => {
  const { set } = watchedSet(t)
  const done = set.scaleTo(3)
  assert.deepEqual([set.wanted(), set.running().length, set.changing()], [3, 0, true])
  await done
  assert.deepEqual([set.wanted(), set.running().length, set.changing()], [3, 3, false])
})

test('disposing stops every task and gives up the one that is starting', async (t) => {
  const { set, events } = watchedSet(t)
  await set.scaleTo(1)
  const starting = set.scaleTo(2, 60_000)
  await Promise.all([assert.rejects(starting), set[Symbol.asyncDispose]()])
  assert.deepEqual(events.filter((event) => event.startsWith('stop')).sort(), ['stop api-1', 'stop api-2'])
})
