/** A line as the service logs it. */
interface Line {
  readonly time?: string
  readonly level?: string
  readonly msg?: string
  readonly err?: LoggedError
}

interface LoggedError {
  readonly type?: string
  readonly message?: string
  readonly stack?: string
  readonly cause?: LoggedError
}

/** A log for people: lines of JSON as text, with their errors; all others as they are. */
export function readableLog(text: string): string {
  return text.split('\n').map(readableLine).join('\n')
}

function readableLine(text: string): string {
  const line = parse(text)
  if (line?.msg === undefined) return text
  const { time = '', level = '', msg, err } = line
  return [`${time} ${level}: ${msg}`.trim(), ...describe(err)].join('\n  ')
}

function parse(text: string): Line | undefined {
  if (!text.startsWith('{')) return undefined
  try {
    return JSON.parse(text) as Line
  } catch {
    return undefined // cut off
  }
}

function describe(error: LoggedError | undefined): readonly string[] {
  if (error === undefined) return []
  const { type = 'Error', message = '', stack = `${type}: ${message}`, cause } = error
  return [...stack.split('\n'), ...describe(cause).map((line, at) => (at === 0 ? `caused by ${line}` : line))]
}
