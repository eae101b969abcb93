import assert from 'node:assert/strict'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, suite, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { analyse, planFor, readCohort, resumeCohort, runCohort, terminalReport } from '@telemark/bench'
import type { Deployment, Platform } from '@telemark/deployment'
import { localPlatform } from '@telemark/local'
import { childrenOfThis } from './children.ts'

const serviceMain = fileURLToPath(new URL('../../service/src/main.ts', import.meta.url))
const plan = planFor({
  profile: 'smoke',
  architectures: ['baseline'],
  fleet: { devices: 50, eventsPerDevice: 2 },
})

/** What a deployment is asked to do, in the order in which a visit asks for it. */
const moments = ['start', 'warm-up', 'ramp', 'drain', 'audit'] as const
type Moment = (typeof moments)[number]

/** A platform that says when it is asked for something. */
function watched(platform: Platform, tell: (moment: Moment) => void): Platform {
  return {
    ...platform,
    start: async (plan, signal) => {
      tell('start')
      const deployment = await platform.start(plan, signal)
      return watchedDeployment(deployment, tell)
    },
  }
}

function watchedDeployment(deployment: Deployment, tell: (moment: Moment) => void): Deployment {
  let loads = 0
  return Object.create(deployment, {
    load: {
      value: (...given: Parameters<Deployment['load']>) => {
        loads += 1
        tell(loads === 1 ? 'warm-up' : 'ramp')
        return deployment.load(...given)
      },
    },
    backlog: {
      value: () => {
        if (loads > 1) tell('drain')
        return deployment.backlog()
      },
    },
    stored: {
      value: () => {
        tell('audit')
        return deployment.stored()
      },
    },
  })
}

/** Long enough to be in the middle of it, and short enough for the shortest. */
const within: Readonly<Record<Moment, number>> = {
  start: 700,
  'warm-up': 2500,
  ramp: 4000,
  drain: 0,
  audit: 0,
}

suite('A comparison that is interrupted', () => {
  const platform = localPlatform({ serviceMain }) // one for all: a start pins this process to some of its cores
  let folder = ''
  const sources = {}

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'telemark-interrupted-'))
    const abort = new AbortController()
    const options = { platform, folder, signal: abort.signal, sources }
    for await (const event of runCohort(plan, options)) if (event.kind === 'sized') abort.abort()
  })
  after(() => rm(folder, { recursive: true }))

  for (const [index, moment] of moments.entries())
    test(`during its ${moment} ends by itself, leaves nothing running, and has a report`, async () => {
      const abort = new AbortController()
      let asked = false
      const tell = (what: Moment) => {
        if (what !== moment || asked) return
        asked = true
        setTimeout(() => abort.abort(), within[moment])
      }
      const options = {
        platform: watched(platform, tell),
        folder,
        signal: abort.signal,
        sources,
        budgetSeconds: 300,
      }
      await Array.fromAsync(resumeCohort(options))

      assert.ok(asked, `nothing was asked for a ${moment}`)
      assert.deepEqual(await childrenOfThis(), [])
      const { cohort, trials, end } = await readCohort(folder)
      assert.deepEqual([end?.outcome, end?.resumed, end?.trials], ['interrupted', index + 1, trials.length])
      assert.match(
        terminalReport(analyse(cohort, trials, end)),
        /The comparison was interrupted after \d trial/,
      )
      // What was complete is kept, its audit too; before the first drain nothing was.
      if (index < moments.indexOf('drain')) assert.equal(trials.length, 0)
      for (const { loads, id } of trials) {
        assert.ok(loads.length > 0, id)
        assert.ok(loads.every(({ audit }) => audit.lost === 0))
      }
    })

  test('goes on where it was, also where it was killed, and then has all of it', async () => {
    await rm(join(folder, 'end.json')) // as a kill leaves it
    const signal = new AbortController().signal
    const events = await Array.fromAsync(
      resumeCohort({ platform, folder, signal, sources, budgetSeconds: 300 }),
    )
    assert.equal(
      events.find(({ kind }) => kind === 'sized'),
      undefined,
      'it was sized again',
    )
    const { trials, end } = await readCohort(folder)
    assert.equal(end?.outcome, 'done')
    assert.deepEqual(
      trials
        .filter(({ interrupted }) => !interrupted)
        .map(({ workload }) => workload.name)
        .toSorted(),
      ['mixed', 'read-heavy', 'write-heavy'],
    )
    const runs = (await readdir(folder)).flatMap((name) => /\.run-(\d+)\.csv/.exec(name)?.[1] ?? [])
    assert.equal(new Set(runs).size, runs.length, `run numbers came twice: ${runs}`)
    assert.equal(trials[0]?.cohort.seal, JSON.parse(await readFile(join(folder, 'cohort.json'), 'utf8')).seal)
  })

  test('does not go on where other code would measure, and says which', async () => {
    const options = {
      platform,
      folder,
      signal: new AbortController().signal,
      sources: { service: import.meta.dirname },
      budgetSeconds: 300,
    }
    await assert.rejects(
      Array.fromAsync(resumeCohort(options)),
      /Cannot resume .*code of service \(unknown then/,
    )
  })
})
