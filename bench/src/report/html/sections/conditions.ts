import type { Findings } from '../../../analysis/findings.ts'
import { headerLines } from '../../header.ts'
import { html, type Markup } from '../markup.ts'
import type { Section } from './section.ts'

/** Machine, versions and settings: enough to run it again. */
export function conditionsSection({ cohort }: Findings): Section {
  const groups = grouped(headerLines(cohort))
  return {
    id: 'conditions',
    title: 'Environment and settings',
    body: html`<dl class="conditions">${groups.map(
      ({ label, texts }) => html`<dt>${label}</dt>${texts.map((text) => html`<dd>${text}</dd>`)}`,
    )}</dl>
<h3>What ran</h3>
<dl class="conditions">${Object.entries(cohort.hashes).map(hashLine)}${cohort.seal === undefined ? html`` : hashLine(['sealed plan', cohort.seal])}</dl>`,
  }
}

function hashLine([name, hash]: readonly [string, string]): Markup {
  return html`<dt>${name}</dt><dd><code>${hash}</code></dd>`
}

interface Group {
  readonly label: string
  readonly texts: readonly string[]
}

/** A line without a label goes on with the one before it. */
function grouped(lines: readonly (readonly [string, string])[]): readonly Group[] {
  const groups: { label: string; texts: string[] }[] = []
  for (const [label, text] of lines) {
    const last = groups.at(-1)
    if (label === '' && last !== undefined) last.texts.push(text)
    else groups.push({ label, texts: [text] })
  }
  return groups
}
