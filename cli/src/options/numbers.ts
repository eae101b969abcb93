import { CliError } from '../errors/cli-error.ts'

interface Range {
  readonly flag: string
  readonly lowest: number
  readonly highest: number
}

/** A whole number within a range. */
export function parseWhole(text: string, { flag, lowest, highest }: Range): number {
  const value = Number(text)
  if (/^\d+$/.test(text) && value >= lowest && value <= highest) return value
  throw new CliError(
    'usage',
    `Cannot use ${flag} ${text}: a whole number from ${lowest} to ${highest} is required.`,
  )
}

/** `2%` or `0.02`: a share from 0 to 1. */
export function parseShare(text: string, flag: string): number {
  const [, digits, percent] = /^(\d+(?:\.\d+)?)(%?)$/.exec(text) ?? []
  const value = Number(percent === '%' ? `${digits}e-2` : digits) // divided by 100, 1.1% would be more than 0.011
  if (digits !== undefined && value <= 1) return value
  throw new CliError('usage', `Cannot use ${flag} ${text}: a share is required, such as 2% or 0.02.`)
}
