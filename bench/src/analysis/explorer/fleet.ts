/** Devices that send at a fixed interval, and how long what they sent is kept. */
export interface Fleet {
  readonly devices: number
  readonly intervalSeconds: number
  /** Absent where the sentence does not say it. */
  readonly retentionDays?: number
}

/** A fleet, or what is missing from the sentence. */
export type FleetReading =
  | { readonly kind: 'fleet'; readonly fleet: Fleet }
  | { readonly kind: 'unclear'; readonly problem: string }

const example = '"20,000 devices every 5 min, 90 days kept"'
const number = String.raw`(\d[\d,.' _]*?)`
const scaled = String.raw`${number}\s*(k|thousand|m|million)?`
const devices = new RegExp(String.raw`${scaled}\s*(?:devices?|sensors?|things?)\b`, 'i')
const interval = new RegExp(
  String.raw`every\s+(?:${number}\s*)?(ms|milliseconds?|s|secs?|seconds?|m|mins?|minutes?|h|hours?|d|days?)\b`,
  'i',
)
const kept = new RegExp(
  String.raw`${number}\s*(h|hours?|d|days?|w|weeks?|months?|y|years?)\s+(?:kept|retention|retained|stored)\b`,
  'i',
)
const keptFor = new RegExp(
  String.raw`(?:keep|kept|retain|retained|retention)(?:\s+(?:for|of))?\s+${number}\s*(h|hours?|d|days?|w|weeks?|months?|y|years?)\b`,
  'i',
)

const secondsOf = { ms: 0.001, s: 1, min: 60, h: 3600, d: 86_400 } as const
const daysOf = { h: 1 / 24, d: 1, w: 7, month: 30, y: 365 } as const

/** Reads a sentence such as `20,000 devices every 5 min, 90 days kept`; what it cannot read it names, with an example. */
export function readFleet(sentence: string): FleetReading {
  const text = sentence.trim()
  const [count, every, retention] = [
    devices.exec(text),
    interval.exec(text),
    kept.exec(text) ?? keptFor.exec(text),
  ]
  if (count === null) return unclear(text, 'how many devices there are')
  if (every === null) return unclear(text, 'how often each sends ("every 5 min")')
  const fleet = {
    devices: amount(count[1], count[2]),
    intervalSeconds: (every[1] === undefined ? 1 : amount(every[1])) * secondsOf[timeUnit(every[2])],
  }
  if (!(fleet.devices >= 1)) return unclear(text, 'at least one device')
  if (!(fleet.intervalSeconds > 0)) return unclear(text, 'an interval above 0')
  if (retention === null)
    return /kept|keep|ret(ain|ention)/i.test(text)
      ? unclear(text, 'how long events are kept ("90 days kept")')
      : { kind: 'fleet', fleet }
  return {
    kind: 'fleet',
    fleet: { ...fleet, retentionDays: amount(retention[1]) * daysOf[dayUnit(retention[2])] },
  }
}

/** `20,000`, `20 000`, `20'000`, `1.5` and `20k` are all numbers. */
function amount(digits: string | undefined, scale?: string): number {
  const value = Number(
    (digits ?? '')
      .replace(/[,' _](?=\d{3})/g, '')
      .replace(',', '.')
      .trim(),
  )
  const unit = scale?.[0]?.toLowerCase()
  if (unit === 'k' || unit === 't') return value * 1e3
  return unit === 'm' ? value * 1e6 : value
}

function timeUnit(unit: string | undefined): keyof typeof secondsOf {
  const name = (unit ?? '').toLowerCase()
  if (name === 'ms' || name.startsWith('milli')) return 'ms'
  if (name.startsWith('m')) return 'min'
  return (['h', 'd'] as const).find((known) => name.startsWith(known)) ?? 's'
}

function dayUnit(unit: string | undefined): keyof typeof daysOf {
  const name = (unit ?? '').toLowerCase()
  if (name.startsWith('m')) return 'month'
  return (['h', 'd', 'w', 'y'] as const).find((known) => name.startsWith(known)) ?? 'd'
}

function unclear(text: string, missing: string): FleetReading {
  const found = text === '' ? 'nothing' : `"${text}"`
  return {
    kind: 'unclear',
    problem: `Cannot read the fleet: ${missing} is required, found ${found}. Write it as ${example}.`,
  }
}
