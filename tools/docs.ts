import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { analyse, architectureMarkdown, readCohort, summaryMarkdown, verdictSvg } from '@telemark/bench'
import { fillSection } from './docs/fill-section.ts'
import { root } from './root.ts'

const picture = '![Capacity of every architecture under every workload](doc/capacity.svg)'

/** Writes a cohort's results into the README, with the picture of its verdict, and the architectures' pages. */
async function fillPages(folder: string): Promise<void> {
  const { cohort, trials, end } = await readCohort(folder)
  const findings = analyse(cohort, trials, end)
  await writeFile(join(root, 'doc/capacity.svg'), verdictSvg(findings, trials))
  await fillPage('README.md', `${picture}\n\n${summaryMarkdown(findings)}`)
  for (const { name } of cohort.plan.architectures) {
    await fillPage(`doc/${name}/${name}.md`, architectureMarkdown(findings, name))
  }
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
