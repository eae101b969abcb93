import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { breaker } from '../../src/stores/breaker.ts'

/** A breaker with a clock and a server of the test's own. */
function held() {
  let now = 0
  let opened = 0
  const probes: { readonly answer: () => void; readonly refuse: () => void }[] = []
  const under = breaker({
    silentMs: 1000,
    probeEveryMs: 500,
    now: () => now,
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
    after(ms: number, answers: number, owed = true) {
      now += ms
      under.look({ answers, owed })
    },
  }
}

test('a server that answers nobody, and not the probe, is silent', async () => {
  const { after, probes, lastProbe, isOpen, opened } = held()
  after(0, 0)
  after(999, 0)
  assert.equal(probes(), 0)
  after(1, 0)
  assert.equal(probes(), 1)
  assert.equal(isOpen(), false)
  await lastProbe('refuse')
  assert.deepEqual([isOpen(), opened()], [true, 1])
})

test('a server that answers somebody is slow, not silent', () => {
  const { after, probes } = held()
  for (let answers = 1; answers < 10; answers += 1) after(900, answers)
  assert.equal(probes(), 0)
})

test('a server that nobody has asked is not silent', () => {
  const { after, probes } = held()
  after(5000, 0, false)
  after(900, 0)
  assert.equal(probes(), 0)
})

test('one long statement is no silence while the probe is answered', async () => {
  const { after, probes, lastProbe, isOpen } = held()
  after(1000, 0)
  await lastProbe('answer')
  assert.equal(isOpen(), false)
  after(999, 0)
  assert.equal(probes(), 1)
  after(1, 0)
  assert.equal(probes(), 2)
})

test('an answer that comes while the probe waits is as good as its own', async () => {
  const { after, lastProbe, isOpen } = held()
  after(1000, 0)
  after(100, 1)
  await lastProbe('refuse')
  assert.equal(isOpen(), false)
})

test('the server is asked on and on while it is silent, by one probe at a time, and believed at once', async () => {
  const { after, probes, lastProbe, isOpen, opened } = held()
  after(1000, 0)
  await lastProbe('refuse')
  after(500, 0, false)
  after(5000, 0, false)
  assert.equal(probes(), 2)
  await lastProbe('refuse')
  assert.deepEqual([isOpen(), opened()], [true, 1])
  after(500, 0, false)
  await lastProbe('answer')
  assert.equal(isOpen(), false)
})
