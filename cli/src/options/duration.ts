import { CliError } from '../errors/cli-error.ts'

const units = { s: 1, m: 60, h: 3600 } as const

/** Reads `90s`, `30m` or `1.5h`: seconds. */
export function parseDuration(text: string, flag: string): number {
  const [, digits, unit] = /^(\d+(?:\.\d+)?)([smh])$/.exec(text) ?? []
  const seconds = Number(digits) * units[(unit ?? 's') as keyof typeof units]
  if (digits !== undefined && seconds > 0) return Math.round(seconds)
  throw new CliError(
    'usage',
    `Cannot use ${flag} ${text}: a duration in seconds, minutes or hours is required, such as 90s, 30m or 1.5h.`,
  )
}
