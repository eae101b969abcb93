import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { suite, type TestContext, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { baseline, kafka } from '@telemark/architecture'
import { analyse, type BenchEvent, planFor, readCohort, runCohort } from '@telemark/bench'
import type { Deployment } from '@telemark/deployment'
import { localGenerator, localPlatform } from '@telemark/local'
import { examineTarget, remotePlatform } from '@telemark/remote'
import { deployed } from '../support/deployed.ts'

const serviceMain = fileURLToPath(new URL('../../service/src/main.ts', import.meta.url))
const targetRate = 120

/** Measures what stands at the URL of `deployment`, as `compare --url` does; `until` may end it early. */
async function measure(
  t: TestContext,
  { url, operatorKey }: Pick<Deployment, 'url' | 'operatorKey'>,
  until: (event: BenchEvent) => boolean = () => false,
) {
  const folder = await mkdtemp(join(tmpdir(), 'telemark-target-'))
  t.after(() => rm(folder, { recursive: true }))
  const target = await examineTarget({ name: 'target', url }, operatorKey, t.signal)
  const plan = planFor({
    profile: 'smoke',
    workloads: ['mixed'],
    targetRate,
    elsewhere: { architectures: [target], comparable: false },
    fleet: { devices: 30, eventsPerDevice: 1 },
  })
  const said: string[] = []
  const abort = new AbortController()
  const options = {
    platform: remotePlatform({
      generator: localGenerator(() => undefined),
      operatorKey,
      report: (line) => said.push(line),
    }),
    calibrateOn: localPlatform({ serviceMain }),
    folder,
    signal: AbortSignal.any([t.signal, abort.signal]),
    sources: {},
  }
  for await (const event of runCohort(plan, options)) if (until(event)) abort.abort()
  return { folder, said }
}

async function registered({ url, operatorKey }: Deployment): Promise<number> {
  const headers = { authorization: `Bearer ${operatorKey}` }
  const answer = await fetch(new URL('/api/devices/count', url), { headers })
  return ((await answer.json()) as { count: number }).count
}

for (const architecture of [baseline, kafka])
  suite(`A service that stands elsewhere, here ${architecture.name}`, () => {
    const deployment = deployed(architecture, { devices: 3 })

    test('is ramped up to the target, audited exactly, read each second, and left as it was', async (t) => {
      const { folder, said } = await measure(t, deployment())
      const { cohort, trials, end } = await readCohort(folder)
      assert.doesNotMatch(cohort.sizing.reasons.join(), /not calibrated/)
      const [trial] = trials
      const loads = trial?.loads ?? []
      assert.ok(loads.length > 0, JSON.stringify(end))
      for (const { audit, windows } of loads) {
        assert.ok(audit.acknowledged > 100)
        assert.deepEqual([audit.lost, audit.duplicated, audit.phantom], [0, 0, 0])
        assert.ok(windows.every(({ offeredRate }) => offeredRate <= targetRate))
      }
      const read = (component: string, metric: string) =>
        (trial?.readings ?? []).filter((one) => one.component === component && one.metric === metric).length
      for (const metric of ['cpuSeconds', 'memoryBytes', 'eventLoopDelayP99Seconds', 'poolWaiting'])
        assert.ok(read('api', metric) > 0, metric)
      assert.equal(read('kafka', 'lagEvents') > 0, architecture.name === 'kafka')
      assert.ok(read('loadGenerator', 'cpuSeconds') > 0)
      assert.match(trial?.architecture.standsAt ?? '', /^http:\/\/127/)
      assert.equal(trial?.environment['says it is'], architecture.name)

      const { verdict } = analyse(cohort, trials, end)
      assert.equal(verdict.workloads[0]?.ruling.kind, 'withheld')
      assert.equal(await registered(deployment()), 3, said.join('\n'))
    })

    test('loses its devices of the run also when the run is aborted under load', async (t) => {
      const isUnderLoad = (event: BenchEvent) => event.kind === 'activity' && /^ramp \d/.test(event.text)
      const { folder, said } = await measure(t, deployment(), isUnderLoad)
      assert.equal((await readCohort(folder)).end?.outcome, 'interrupted')
      assert.equal(await registered(deployment()), 3, said.join('\n'))
    })
  })
