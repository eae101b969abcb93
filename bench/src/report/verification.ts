import { type Figure, isContradicted, type Value } from '../verify/figure.ts'
import type { VerifiedPart } from '../verify/verify.ts'
import { count, numbered } from './figures.ts'
import { type Paint, withoutColour } from './terminal-table.ts'

export interface VerificationOptions {
  /** Every figure, not only those that something speaks against. */
  readonly all: boolean
  readonly paint?: Paint
}

/** A part in lines: how many of its figures agree, then those that do not. */
export function verifiedLines(
  { title, figures }: VerifiedPart,
  { all, paint = withoutColour }: VerificationOptions,
): readonly string[] {
  const against = figures.filter(isContradicted)
  const agreeing = figures.filter(({ outcome }) => outcome === 'agrees').length
  const shown = figures.filter((figure) => all || isContradicted(figure) || figure.subject === 'plan')
  return [
    `${title}: ${sayAgreement(agreeing, against.length, paint)}`,
    ...shown.map((figure) => `  ${sayFigure(figure, paint)}`),
  ]
}

function sayAgreement(agreeing: number, against: number, paint: Paint): string {
  if (against > 0) return paint(`${against} of ${numbered(agreeing + against, 'figure')} contradicted`, 'bad')
  if (agreeing === 0) return paint('nothing to compare', 'muted')
  return paint(`${numbered(agreeing, 'figure')} agree${agreeing === 1 ? 's' : ''}`, 'good')
}

/** e.g. `write p99 differs: report 212 ms, samples 230 ms` */
function sayFigure(figure: Figure, paint: Paint): string {
  const { name, unit, outcome, reported, recomputed, because = '', tolerance } = figure
  const said = (value: Value | undefined) => sayValue(value, unit)
  switch (outcome) {
    case 'agrees':
      return `${name} ${paint('agrees', 'good')}: ${said(reported)}`
    case 'differs': {
      const allowed = tolerance && tolerance.absolute > 0 ? ` (${tolerance.absolute} ${unit} is allowed)` : ''
      return `${name} ${paint('differs', 'bad')}: report ${said(reported)}, samples ${said(recomputed)}${allowed}`
    }
    case 'missing':
      return `${name} ${paint('is missing', 'bad')}: ${because}`
    case 'notVerifiable':
      return `${name}: ${paint('not verifiable from samples', 'muted')}, ${because}`
  }
}

/** With all digits: figures that differ only in the last ones differ. */
function sayValue(value: Value | undefined, unit: Figure['unit']): string {
  if (value === undefined) return 'nothing'
  return unit === '/s' || unit === '' ? `${value}${unit}` : `${value} ${unit}`
}

/** All of it in a sentence. */
export function sayVerification(parts: readonly VerifiedPart[]): string {
  const figures = parts.flatMap((part) => part.figures)
  const of = (outcome: Figure['outcome']) => figures.filter((figure) => figure.outcome === outcome).length
  const [agrees, differs, missing] = [of('agrees'), of('differs'), of('missing')]
  return `${count(agrees)} of ${count(agrees + differs)} figures agree, ${count(differs)} differ, ${count(missing)} missing; ${count(of('notVerifiable'))} are not verifiable from samples.`
}
