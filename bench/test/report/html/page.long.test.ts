import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { AxeResults } from 'axe-core'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { htmlReport } from '../../../src/report/html/html-report.ts'
import { startBrowser, whyNoBrowser } from './browser.ts'
import { findings, trials } from './findings.ts'

const axe = await readFile(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8')
const phone = { width: 390, height: 844 }

describe('The page in a browser, from a file, without a network', { skip: whyNoBrowser }, () => {
  const stack = new AsyncDisposableStack()
  let browser: Browser
  let url: string

  before(async () => {
    const folder = await mkdtemp(join(tmpdir(), 'telemark-page-'))
    stack.defer(() => rm(folder, { recursive: true }))
    const path = join(folder, 'report.html')
    await writeFile(path, await htmlReport(findings, trials))
    url = pathToFileURL(path).href
    browser = await startBrowser()
    stack.defer(() => browser.close())
  })
  after(() => stack.disposeAsync())

  type Options = NonNullable<Parameters<Browser['newContext']>[0]>

  /** The page, opened; it may not have complained when the callback ends. */
  async function withPage(options: Options, use: (page: Page, context: BrowserContext) => Promise<void>) {
    const context = await browser.newContext({ offline: true, ...options })
    try {
      const page = await context.newPage()
      const complaints: string[] = []
      page.on('console', (message) => complaints.push(message.text()))
      page.on('pageerror', ({ message }) => complaints.push(message))
      page.on('request', (request) => {
        if (!/^(file|data):/.test(request.url())) complaints.push(`asks for ${request.url()}`)
      })
      await page.goto(url)
      await use(page, context)
      assert.deepEqual(complaints, [])
    } finally {
      await context.close()
    }
  }

  test('every chart has drawn, with a name and a sentence', () =>
    withPage({}, async (page) => {
      const plots = await page.locator('.plot').all()
      assert.ok(plots.length >= 8, String(plots.length))
      for (const plot of plots) {
        assert.ok((await plot.locator('svg text').count()) > 3)
        assert.match((await plot.getAttribute('aria-label')) ?? '', /^.{10,}\. .{20,}\.$/)
      }
      for (const caption of await page.locator('figcaption').all())
        assert.match((await caption.textContent()) ?? '', /\.$/)
    }))

  test('the first screen holds the verdict, the table and the picture', () =>
    withPage({ viewport: { width: 1280, height: 900 } }, async (page) => {
      const box = await page.locator('figure[data-chart="capacity"] .plot').boundingBox()
      assert.ok(box && box.y + box.height <= 900, JSON.stringify(box))
    }))

  for (const colorScheme of ['light', 'dark'] as const)
    test(`axe finds nothing in ${colorScheme}, everything unfolded`, () =>
      withPage({ colorScheme }, async (page) => {
        await unfold(page)
        assert.deepEqual(await violations(page), [])
      }))

  test('axe finds nothing on a phone either', () =>
    withPage({ viewport: phone }, async (page) => {
      await unfold(page)
      assert.deepEqual(await violations(page), [])
    }))

  test('on a phone only the boxes of tables scroll sideways, not the page', () =>
    withPage({ viewport: phone, isMobile: true, hasTouch: true }, async (page) => {
      await unfold(page)
      assert.equal(await page.evaluate('document.documentElement.scrollWidth'), phone.width)
    }))

  test('every link within the page leads to a place in it, and every file is beside it', () =>
    withPage({}, async (page) => {
      for (const link of await page.locator('a').all()) {
        const href = (await link.getAttribute('href')) ?? ''
        if (href.startsWith('#')) assert.equal(await page.locator(href).count(), 1, href)
        else assert.match(href, /^\.\/[^/]+\.(json|md|gz)$/)
      }
      for (const entry of await page.locator('nav a').all()) {
        await entry.click()
        const id = ((await entry.getAttribute('href')) ?? '').slice(1)
        assert.equal(new URL(page.url()).hash, `#${id}`)
        await page.locator(`#${id}-title`).waitFor({ state: 'visible' })
      }
    }))

  test('the first thing that a keyboard reaches skips to the verdict, and focus shows', () =>
    withPage({}, async (page) => {
      await page.keyboard.press('Tab')
      assert.equal(await page.evaluate('document.activeElement.textContent'), 'Skip to the verdict')
      const outline = await page.evaluate('getComputedStyle(document.activeElement).outlineStyle')
      assert.equal(outline, 'solid')
      await page.keyboard.press('Enter')
      assert.equal(new URL(page.url()).hash, '#verdict')
    }))

  test('each chart shows its data as a table, and hides it again', () =>
    withPage({}, async (page) => {
      for (const figure of await page.locator('figure').all()) {
        const button = figure.getByRole('button', { name: 'Show as table' })
        await button.focus()
        await page.keyboard.press('Enter')
        assert.ok((await figure.locator('tbody tr').count()) > 0)
        await figure.getByRole('button', { name: 'Hide the table' }).click()
        assert.equal(await figure.locator('table').count(), 0)
      }
    }))

  test('a legend hides and shows an architecture', () =>
    withPage({}, async (page) => {
      const figure = page.locator('figure[data-chart="latency-mixed-write"]')
      const paths = () => figure.locator('svg path').count()
      const before = await paths()
      const kafka = figure.getByRole('button', { name: 'kafka' })
      await kafka.press('Enter')
      assert.equal(await kafka.getAttribute('aria-pressed'), 'false')
      assert.ok((await paths()) < before)
      await kafka.press('Enter')
      assert.equal(await kafka.getAttribute('aria-pressed'), 'true')
      assert.equal(await paths(), before)
    }))

  test('buttons zoom and move a chart, and take it back', () =>
    withPage({}, async (page) => {
      const figure = page.locator('figure[data-chart="latency-mixed-write"]')
      const drawn = () => figure.locator('.plot').innerHTML()
      for (const name of ['Zoom in', 'Zoom in', 'Move right', 'Move left', 'Zoom out', 'Reset zoom']) {
        const before = await drawn()
        await figure.getByRole('button', { name }).click()
        await until(async () => (await drawn()) !== before, name)
      }
    }))

  test('another ramp is chosen, with its title, its sentence and its picture', () =>
    withPage({}, async (page) => {
      const select = page.getByLabel('Ramp of')
      const labels = await select.locator('option').allTextContents()
      assert.deepEqual(labels, ['baseline, mixed', 'scale, mixed', 'kafka, mixed'])
      for (const label of labels) {
        await select.selectOption({ label })
        const figure = page.locator('[data-chosen="ramp"] figure')
        assert.equal(await figure.locator('h3').textContent(), label)
        assert.match(
          (await figure.locator('figcaption').textContent()) ?? '',
          new RegExp(`^${label.split(',')[0]} under`),
        )
        assert.ok((await figure.locator('svg path').count()) > 3)
      }
    }))

  test('the colours follow the system until they are chosen', () =>
    withPage({ colorScheme: 'dark' }, async (page) => {
      const background = () => page.evaluate<string>('getComputedStyle(document.body).backgroundColor')
      const dark = await background()
      await choose(page, 'light')
      const light = await background()
      assert.notEqual(light, dark)
      await page.reload()
      assert.equal(await background(), light)
      await choose(page, 'dark')
      assert.equal(await background(), dark)
      await choose(page, 'auto')
      assert.equal(await background(), dark)
      await page.emulateMedia({ colorScheme: 'light' })
      assert.equal(await background(), light)
    }))

  test('the explorer answers another limit, mix and fleet, and says where it stops', () =>
    withPage({}, async (page) => {
      const answer = page.locator('#explorer-answer')
      const says = (pattern: RegExp) => answer.filter({ hasText: pattern }).waitFor()
      await says(/At p99 below 300 ms and 50 % writes: kafka wins, with 880 to 990 requests a second/)
      await says(
        /The fleet sends 67 events a second, with its reads 133 requests: baseline, scale, kafka held that/,
      )
      await page.getByLabel('Latency limit, p99 in ms').fill('10')
      await says(/At p99 below 10 ms .*not known/)
      await page.getByLabel('Latency limit, p99 in ms').fill('900')
      await says(/Loads were ended when p99 broke 300 ms/)
      await page.getByRole('button', { name: 'As it was measured' }).click()
      await page.getByLabel('Writes, % of the requests').fill('75')
      await says(/75 % writes: .*Computed between mixed and write-heavy/)
      await page.getByLabel('Fleet', { exact: true }).fill('many devices')
      assert.match(
        (await page.locator('#fleet-problem').textContent()) ?? '',
        /Cannot read the fleet: how many devices there are is required, found "many devices"/,
      )
      await page.getByLabel('Fleet', { exact: true }).fill('2 million devices every 1 min, 30 days kept')
      assert.equal(await page.locator('#fleet-problem').textContent(), '')
      await says(/beyond every rate that was measured/)
      assert.equal(await page.locator('#explorer-table tbody tr').count(), 3)
    }))

  test('the explorer names the cheapest for a fleet, and keeps the budget', () =>
    withPage({}, async (page) => {
      const answer = page.locator('#explorer-answer')
      const says = (pattern: RegExp) => answer.filter({ hasText: pattern }).waitFor()
      await says(/kafka costs the least: \$\d+ a month for \d+ API tasks?, PostgreSQL with 2 vCPU/)
      const budget = page.getByLabel('Budget, US dollars a month')
      await budget.fill('10')
      await page.locator('#explorer-table th', { hasText: 'within the budget?' }).waitFor()
      const row = page.locator('#explorer-table tbody tr', { hasText: 'kafka' })
      await row.getByRole('cell', { name: 'no', exact: true }).waitFor()
      await budget.fill('100000')
      await says(/kafka costs the least/)
      assert.equal(await row.getByRole('cell', { name: 'yes', exact: true }).count(), 2)
    }))

  function choose(page: Page, theme: string): Promise<void> {
    return page.getByRole('radio', { name: theme, exact: true }).check({ force: true })
  }

  async function unfold(page: Page): Promise<void> {
    await page.evaluate(`
      for (const details of document.querySelectorAll('details')) details.open = true
      for (const button of document.querySelectorAll('.tools button[aria-expanded]')) button.click()
    `)
  }

  /** A chart redraws with the next frame. */
  async function until(holds: () => Promise<boolean>, what: string): Promise<void> {
    const deadline = Date.now() + 20_000
    while (!(await holds())) {
      assert.ok(Date.now() < deadline, `"${what}" must change the chart`)
      await setTimeout(20)
    }
  }

  async function violations(page: Page): Promise<readonly string[]> {
    await page.evaluate(axe)
    const { violations } = await page.evaluate<AxeResults>('axe.run()')
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 120)}`))
  }
})
