import type { CohortRecord } from '../../record/record.ts'
import { numbered } from '../figures.ts'
import { sloLine } from '../header.ts'
import { embeddedJson, html, type Markup } from './markup.ts'
import type { PageData } from './page-data.ts'
import type { Section } from './sections/section.ts'
import { fileLink } from './sources.ts'

export interface Document {
  readonly cohort: CohortRecord
  readonly verdict: Markup
  readonly sections: readonly Section[]
  readonly data: PageData
  readonly style: string
  readonly script: string
}

/** The whole page. */
export function documentOf({ cohort, verdict, sections, data, style, script }: Document): string {
  const started = new Date(cohort.startedAt).toISOString().slice(0, 16).replace('T', ' ')
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:">
<link rel="icon" href="data:,">
<title>Telemark: comparison of ${started} UTC</title>
<style>
${{ markup: style }}</style>
</head>
<body>
<a class="skip" href="#verdict">Skip to the verdict</a>
<header>
<div class="masthead">
<h1><span class="product">Telemark</span> Which architecture holds the most load?</h1>
<fieldset class="themes"><legend class="unseen">Colours of the page</legend>
${(['auto', 'light', 'dark'] as const).map((theme) => html`<label><input type="radio" name="theme" value="${theme}"${theme === 'auto' ? { markup: ' checked' } : ''}><span>${theme}</span></label>`)}
</fieldset>
</div>
<p class="conditions-line">${sloLine(cohort.plan)} · ${numbered(cohort.plan.architectures.length, 'architecture')} × ${numbered(cohort.plan.workloads.length, 'workload')} · profile ${cohort.plan.profile} · ${started} UTC · commit <code>${cohort.commit.slice(0, 7)}</code>${cohort.dirty ? ' + changes' : ''}</p>
</header>
<div class="columns">
<nav aria-label="Sections"><details open><summary>Contents</summary><ol>
<li><a href="#verdict">Verdict</a></li>
${sections.map(
  ({ id, title }) => html`<li><a href="#${id}">${title}</a></li>
`,
)}</ol></details></nav>
<main>
${verdict}
${sections.map(sectionOf)}
</main>
</div>
<footer><p>Made by <code>telemark report</code> from the records beside this file. For a pull request: ${fileLink('report.md')}; for a program: ${fileLink('report.json')}. Charts by Apache ECharts (Apache License 2.0) with ZRender (BSD 3-Clause).</p></footer>
<script type="application/json" id="page-data">${embeddedJson(data)}</script>
<script>
${{ markup: script }}</script>
</body>
</html>
`.markup
}

function sectionOf({ id, title, body }: Section): Markup {
  return html`<section id="${id}" aria-labelledby="${id}-title">
<h2 id="${id}-title">${title}</h2>
${body}
</section>
`
}
