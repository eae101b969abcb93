import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { eventually } from '../../../test/support/eventually.ts'
import { catalogue } from '../../src/metrics/catalogue.ts'
import { apiDevice } from '../support/api-client.ts'
import { kafkaEnvironment } from '../support/kafka-environment.ts'
import { metricsTable } from '../support/metrics-page.ts'
import { runningService } from '../support/running-service.ts'
import { useServers } from '../support/servers.ts'

const servers = useServers(['postgres', 'redis', 'kafka'])
const folder = new URL('../../../doc/grafana/', import.meta.url)

interface Dashboard {
  readonly panels: readonly {
    readonly title: string
    readonly datasource?: { readonly uid: string }
    readonly targets?: readonly { readonly expr: string }[]
  }[]
}

async function dashboard(): Promise<Dashboard> {
  return JSON.parse(await readFile(new URL('telemark.json', folder), 'utf8'))
}

/** The series that an expression reads: whatever stands in front of a brace. */
function seriesIn(expression: string): readonly string[] {
  return [...expression.matchAll(/([a-z_:][\w:]*)\{/gi)].map(([, name]) => name ?? '')
}

test('Every series of the dashboard is exposed by a task that has served, and so is every metric of the catalogue', async (t) => {
  const env = await kafkaEnvironment(t, servers)
  const api = await runningService(t, { role: 'api', env })
  const consumer = await runningService(t, { role: 'consumer', env })
  const device = await apiDevice(api.url, env.TELEMARK_OPERATOR_KEY)
  assert.equal(await device.write(), 202)

  const text = async () => {
    const pages = [api, consumer].map(async ({ url }) => (await fetch(`${url}/metrics`)).text())
    return (await Promise.all(pages)).join('\n')
  }
  const { panels } = await dashboard()
  const wanted = new Set(panels.flatMap(({ targets = [] }) => targets.flatMap(({ expr }) => seriesIn(expr))))
  assert.ok(wanted.size > 20, [...wanted].join())
  // Some are there after the first garbage collection, or the first event that was stored.
  await eventually(async () => {
    const exposed = new Set((await text()).split('\n').map((line) => /^[a-z_:][\w:]*/i.exec(line)?.[0] ?? ''))
    assert.deepEqual(
      [...wanted].filter((name) => !exposed.has(name)),
      [],
    )
  })

  const types = await text()
  for (const [name, { type }] of Object.entries(catalogue))
    assert.ok(types.includes(`# TYPE ${name} ${type}\n`), name)
})

test('Every panel asks the data source that is chosen at the top', async () => {
  for (const { title, datasource, targets } of (await dashboard()).panels)
    if (targets !== undefined) assert.equal(datasource?.uid, '$' + '{datasource}', title)
})

test('The page of metrics lists the catalogue', async () => {
  const page = await readFile(new URL('metrics.md', folder), 'utf8')
  const [, listed] = /<!-- metrics -->\n(.*)\n<!-- \/metrics -->/s.exec(page) ?? []
  assert.equal(listed, metricsTable(), 'doc/grafana/metrics.md must hold the table that is expected here')
})
