import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { breaker } from '../../src/stores/breaker.ts'

/** A breaker before a server of the test's own. */
function held() {
  let opened = 0
  const probes: { readonly answer: () => void; readonly refuse: () => void }[] = []
  const under = breaker({
    onOpen: () => {
      opened += 1
    },
    probe: () =>
      new Promise<void>((resolve, reject) => {
        probes.push({ answer: resolve, refuse: () => reject(new Error('silent')) })
      }),
  })
  return {
    isOpen: under.isOpen,
    opened: () => opened,
    probes: () => probes.length,
    async lastProbe(how: 'answer' | 'refuse') {
      probes.at(-1)?.[how]()
      await nextTurn()
    },
    /** `count` looks at a server that has given `answers` answers so far. */
    looks(count: number, answers: number, owed = true) {
      for (let i = 0; i < count; i += 1) under.look({ answers, owed })
    },
  }
}

test('a server that answers nobody is asked, and is silent when it does not answer that either', async () => {
  const { looks, probes, lastProbe, isOpen, opened } = held()
  looks(2, 0)
  assert.equal(probes(), 0)
  looks(1, 0)
  assert.equal(probes(), 1)
  assert.equal(isOpen(), false)
  await lastProbe('refuse')
  assert.deepEqual([isOpen(), opened()], [true, 1])
})

test('nobody waits for the end of the probe: seven looks after the last answer the server is silent', () => {
  const { looks, isOpen, opened } = held()
  looks(6, 0)
  assert.equal(isOpen(), false)
  looks(1, 0)
  assert.deepEqual([isOpen(), opened()], [true, 1])
})

test('a probe that is answered late closes what was opened meanwhile', async () => {
  const { looks, lastProbe, isOpen, probes, opened } = held()
  looks(9, 0)
  await lastProbe('answer')
  assert.deepEqual([isOpen(), probes(), opened()], [false, 1, 1])
})

test('a server that answers somebody is slow, not silent', () => {
  const { looks, probes } = held()
  for (let answers = 1; answers < 10; answers += 1) looks(3, answers)
  assert.equal(probes(), 0)
})

test('a server that nobody has asked is not silent', () => {
  const { looks, probes } = held()
  looks(20, 0, false)
  looks(2, 0)
  assert.equal(probes(), 0)
})

test('one long statement is no silence while the probe is answered', async () => {
  const { looks, probes, lastProbe, isOpen } = held()
  looks(3, 0)
  await lastProbe('answer')
  assert.equal(isOpen(), false)
  looks(2, 0)
  assert.equal(probes(), 1)
  looks(1, 0)
  assert.equal(probes(), 2)
})

test('an answer that comes while the probe waits is as good as its own', async () => {
  const { looks, lastProbe, isOpen } = held()
  looks(3, 0)
  looks(4, 1)
  assert.equal(isOpen(), false)
  await lastProbe('refuse')
  assert.equal(isOpen(), false)
})

test('the server is asked on and on while it is silent, by one probe at a time, and believed at once', async () => {
  const { looks, probes, lastProbe, isOpen, opened } = held()
  looks(3, 0)
  await lastProbe('refuse')
  looks(3, 0, false)
  looks(20, 0, false)
  assert.equal(probes(), 2)
  await lastProbe('refuse')
  assert.deepEqual([isOpen(), opened()], [true, 1])
  looks(3, 0, false)
  await lastProbe('answer')
  assert.equal(isOpen(), false)
})
