import { html } from '../markup.ts'
import type { PageInput } from '../page-input.ts'
import type { Section } from './section.ts'

/** Doubts, as far up as they belong. */
export function warningsSection({ findings }: PageInput): Section | undefined {
  if (findings.warnings.length === 0) return undefined
  return {
    id: 'warnings',
    title: 'Warnings',
    body: html`<ul class="warnings">${findings.warnings.map(({ message }) => html`<li>${message}</li>`)}</ul>`,
  }
}
