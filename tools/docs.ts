import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { analyse, architectureMarkdown, readCohort, reportFiles, summaryMarkdown } from '@telemark/bench'
import { fillSection } from './docs/fill-section.ts'
import { screenshot } from './docs/screenshot.ts'
import { root } from './root.ts'

/** Writes a cohort's results into the README, with a picture of its report, and the architectures' pages. */
async function fillPages(folder: string): Promise<void> {
  const { cohort, trials, end } = await readCohort(folder)
  const findings = analyse(cohort, trials, end)
  const { 'report.html': page = '', 'verdict.svg': svg = '' } = await reportFiles(findings, trials)
  await writeFile(join(root, 'doc/capacity.svg'), svg)
  await fillPage('README.md', `${await pictureOf(page)}\n\n${summaryMarkdown(findings)}`)
  for (const { name } of cohort.plan.architectures) {
    await fillPage(`doc/${name}/${name}.md`, architectureMarkdown(findings, name))
  }
}

/** The first screen of the report where a browser can take it; otherwise the picture of the capacities, which needs none. */
async function pictureOf(page: string): Promise<string> {
  if (await screenshot(page, join(root, 'doc/report.png')))
    return '![The first screen of report.html: verdict, capacities and their picture](doc/report.png)'
  console.error(
    "doc/report.png is left as it is, and README shows doc/capacity.svg: no Chromium was found on PATH. Install Debian's package chromium and run this again for a picture of the report.",
  )
  return '![Capacity of every architecture under every workload](doc/capacity.svg)'
}

async function fillPage(path: string, body: string): Promise<void> {
  const file = join(root, path)
  await writeFile(file, fillSection(await readFile(file, 'utf8'), body))
}

const [folder] = process.argv.slice(2)
if (folder === undefined) {
  console.error('npm run docs -- results/<time>: the folder of a finished comparison is required.')
  process.exitCode = 2
} else {
  await fillPages(folder)
}
