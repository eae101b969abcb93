import type { Markup } from '../markup.ts'

/** A part of the page with a heading of its own; one without data does not exist. */
export interface Section {
  readonly id: string
  readonly title: string
  readonly body: Markup
}
