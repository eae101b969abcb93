import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import { analyse } from '../../../src/analysis/analyse.ts'
import { htmlReport } from '../../../src/report/html/html-report.ts'
import { embeddedJson, html } from '../../../src/report/html/markup.ts'
import { verdictSvg } from '../../../src/report/html/verdict-svg.ts'
import { cohortOf } from '../../analysis/cohorts.ts'
import { findings, trials } from './findings.ts'

describe('The report as a page', () => {
  let page = ''
  before(async () => {
    page = await htmlReport(findings, trials)
  })

  test('is one file that asks for nothing: no address but of files beside it and places in it', () => {
    const addresses = [...page.matchAll(/(?:href|src)="([^"]*)"/g)].map(([, address]) => address)
    assert.ok(addresses.length > 20)
    for (const address of addresses) assert.match(address ?? '', /^(#|\.\/|data:,)/)
  })

  test('is small enough to send: below 1.5 MB', () => {
    assert.ok(page.length < 1_500_000, String(page.length))
  })

  test('no text of a record can end the script or open an element', () => {
    assert.equal(page.match(/<script/g)?.length, 2)
    assert.equal(page.match(/<\/script>/g)?.length, 2)
    assert.ok(page.includes('a task died: &lt;/script&gt;&lt;script&gt;alert(1)'))
  })

  test('is the same bytes for the same records', async () => {
    assert.ok(page === (await htmlReport(findings, structuredClone(trials))))
  })

  test('every entry of the contents has its section, and every section its entry', () => {
    const entries = [...page.matchAll(/<li><a href="#([\w-]+)"/g)].map(([, id]) => id)
    const sections = [...page.matchAll(/<section id="([\w-]+)"/g)].map(([, id]) => id)
    assert.deepEqual(entries, sections)
    assert.ok(sections.includes('freshness'))
  })

  test('a section without data is left out, and its entry too', async () => {
    const nothing = await htmlReport(analyse(cohortOf({ architectures: ['baseline'] }), []), [])
    for (const id of ['explorer', 'ramp', 'stress', 'freshness', 'smoothness', 'audit', 'loads'])
      assert.doesNotMatch(nothing, new RegExp(`(id="|href="#)${id}"`))
    assert.match(nothing, /<section id="conditions"/)
  })

  test('the verdict is a sentence a workload; why, and how sure, is folded below it', () => {
    const [, open = '', folded = ''] =
      page.match(/<ul class="verdict">(.*?)<\/ul>\s*<details class="why">(.*?)<\/details>/s) ?? []
    assert.equal(open.match(/<li>/g)?.length, findings.workloads.length + 1)
    assert.match(open, /<strong>mixed<\/strong>: kafka is best/)
    assert.doesNotMatch(open, /for that, it answers/)
    assert.match(folded, /for that, it answers when an event is enqueued in Kafka/)
  })

  test('a capacity leads to the record that says so, a load to its samples', () => {
    assert.match(page, /<a href="\.\/1-kafka-mixed\.json">880-990<\/a>/)
    assert.match(page, /<a href="\.\/1-kafka-mixed\.run-\d+\.csv\.gz">samples<\/a>/)
  })
})

test('Values of a template are escaped, markup within it is not', () => {
  assert.equal(
    html`<p title="${'"<'}">${[html`<b>${'&'}</b>`]}</p>`.markup,
    '<p title="&quot;&lt;"><b>&amp;</b></p>',
  )
})

test('Embedded JSON is read back as it was, and holds nothing that HTML would read', () => {
  const value = { name: '</script><!-- \u2028' }
  const { markup } = embeddedJson(value)
  assert.doesNotMatch(markup, /<|\u2028/)
  assert.deepEqual(JSON.parse(markup), value)
})

describe('The picture of the verdict', () => {
  test('is the same bytes each time, though ECharts numbers its pictures', () => {
    assert.equal(verdictSvg(findings, trials), verdictSvg(findings, trials))
  })

  test('suits a light and a dark page, and says what it shows', () => {
    const svg = verdictSvg(findings, trials)
    assert.match(svg, /@media \(prefers-color-scheme: dark\)/)
    assert.match(
      svg,
      /<title>Capacity: requests a second within the SLO\. read-heavy: kafka 2,000 to 2,300\/s/,
    )
    assert.match(svg, />880-990 · best</)
  })
})
