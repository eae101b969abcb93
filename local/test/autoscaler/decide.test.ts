import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { blankMemory, decide, type Evaluation, type Memory } from '../../src/autoscaler/decide.ts'
import { targetTrackingRules as rules } from '../../src/autoscaler/rules.ts'

const above = [80, 80, 80]
const below = Array.from({ length: 15 }, () => 10)

function evaluation(given: Partial<Evaluation> & { cpu?: readonly (number | undefined)[] }): Evaluation {
  const { cpu = [], ...rest } = given
  return {
    now: 10_000,
    min: 1,
    max: 10,
    running: 2,
    wanted: given.running ?? 2,
    deploying: false,
    policies: [{ metric: 'CPU', target: 50, datapoints: cpu }],
    ...rest,
  }
}

function act(given: Parameters<typeof evaluation>[0], memory: Memory = blankMemory) {
  return decide(memory, evaluation(given), rules).action
}

describe('alarms', () => {
  test('three datapoints above the target raise the high alarm, two do not', () => {
    assert.equal(act({ cpu: above }), 4)
    assert.equal(act({ cpu: [80, 80] }), 'none')
    assert.equal(act({ cpu: [40, 80, 80] }), 'none')
  })

  test('a datapoint at the target is not above it', () => {
    assert.equal(act({ cpu: [80, 50, 80] }), 'none')
  })

  test('fifteen datapoints below 0.9 x target raise the low alarm, fourteen do not', () => {
    assert.equal(act({ cpu: below }), 1)
    assert.equal(act({ cpu: below.slice(1) }), 'none')
  })

  test('a datapoint between 0.9 x target and the target keeps both alarms off', () => {
    assert.equal(act({ cpu: [...below.slice(1), 45], running: 4 }), 'none')
    assert.equal(act({ cpu: [...below.slice(1), 44.9], running: 4 }), 'none', 'all four are needed at 44.9 %')
    assert.equal(act({ cpu: [...below.slice(1), 44.9], running: 10 }), 9)
  })

  test('missing data is no action, in either direction', () => {
    assert.equal(act({ cpu: [80, undefined, 80] }), 'none')
    assert.equal(act({ cpu: [...below.slice(1), undefined] }), 'none')
  })

  test('only the newest datapoints count', () => {
    assert.equal(act({ cpu: [...below, ...above] }), 4)
  })

  test('while the alarm stays on, the action fires again every minute', () => {
    const first = decide(blankMemory, evaluation({ cpu: [60, 60, 60] }), rules)
    assert.equal(first.action, 3)
    const afterCooldown = evaluation({ cpu: [60, 60, 60], running: 3, now: 10_300 })
    assert.equal(decide(first.memory, afterCooldown, rules).action, 4)
  })
})

describe('the number of wanted tasks', () => {
  test('is ceil(running x metric / target)', () => {
    assert.equal(act({ cpu: [90, 90, 51], running: 3 }), 4)
    assert.equal(act({ cpu: [51, 51, 100], running: 3 }), 6)
  })

  test('starts from the running count, not from the wanted count', () => {
    assert.equal(act({ cpu: above, running: 2, wanted: 3 }), 4)
    assert.equal(act({ cpu: above, running: 2, wanted: 4 }), 'none')
  })

  test('stays within min and max', () => {
    assert.equal(act({ cpu: [500, 500, 500], max: 5 }), 5)
    assert.equal(act({ cpu: below.map(() => 0), running: 8, min: 3 }), 3)
    assert.equal(act({ cpu: above, running: 5, max: 5 }), 'none')
  })

  test('is pulled to the nearer bound before anything else', () => {
    assert.equal(act({ running: 1, min: 2 }), 2)
    assert.equal(act({ running: 9, max: 4, cpu: above }), 4)
  })

  test('is rounded up when scaling in, too', () => {
    assert.equal(act({ cpu: below.map(() => 21), running: 5 }), 3)
  })
})

describe('several policies', () => {
  const policy = (metric: string, datapoints: readonly number[]) => ({ metric, target: 50, datapoints })

  test('any one may scale out, and the one that asks for the most decides', () => {
    assert.equal(act({ policies: [policy('CPU', below), policy('memory', above)] }), 4)
    assert.equal(act({ policies: [policy('CPU', [60, 60, 60]), policy('memory', above)] }), 4)
  })

  test('scale-in happens only when every policy agrees, and the most careful one decides', () => {
    assert.equal(act({ policies: [policy('CPU', below), policy('memory', [48])], running: 6 }), 'none')
    assert.equal(
      act({
        policies: [
          policy('CPU', below),
          policy(
            'memory',
            below.map(() => 30),
          ),
        ],
        running: 6,
      }),
      4,
    )
  })
})

describe('cooldowns', () => {
  const scaledOut: Memory = { scaleOut: { at: 9_800, added: 1 }, scaleIn: undefined }
  const scaledIn: Memory = { scaleOut: undefined, scaleIn: { at: 9_800 } }

  test('last 300 seconds each', () => {
    assert.equal(act({ cpu: [60, 60, 60], now: 10_099 }, scaledOut), 'none')
    assert.equal(act({ cpu: [60, 60, 60], now: 10_100 }, scaledOut), 3)
    assert.equal(act({ cpu: below, now: 10_099 }, scaledIn), 'none')
    assert.equal(act({ cpu: below, now: 10_100 }, scaledIn), 1)
  })

  test('within a scale-out cooldown only a larger scale-out passes', () => {
    assert.equal(act({ cpu: [60, 60, 60], running: 3 }, scaledOut), 'none')
    assert.equal(act({ cpu: [100, 100, 100], running: 2, wanted: 3 }, scaledOut), 4)
  })

  test('within a scale-out cooldown what was just added counts', () => {
    // Three needed more, one of them is there already.
    assert.equal(act({ cpu: [100, 100, 100], running: 3 }, scaledOut), 5)
  })

  test('a scale-out alarm breaks a scale-in cooldown, and ends it', () => {
    const broken = decide(scaledIn, evaluation({ cpu: above }), rules)
    assert.equal(broken.action, 4)
    assert.equal(broken.memory.scaleIn, undefined)
  })

  test('a scale-in leaves the scale-out cooldown as it is', () => {
    const after = decide(scaledOut, evaluation({ cpu: below }), rules)
    assert.deepEqual(after, { ...after, action: 1, memory: { ...scaledOut, scaleIn: { at: 10_000 } } })
  })
})

test('there is no scale-in during a deployment, but scale-out', () => {
  assert.equal(act({ cpu: below, deploying: true }), 'none')
  assert.equal(act({ cpu: above, deploying: true }), 4)
})

test('the reason names the datapoints, the target and the count', () => {
  const { reason } = decide(blankMemory, evaluation({ cpu: [70, 75, 80] }), rules)
  assert.equal(reason, 'CPU 70, 75, 80 % (target 50 %): 2 running need 4')
})
