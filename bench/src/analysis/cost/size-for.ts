/**
 * How large an architecture has to be for a fleet, what that stores and costs, and whether anybody measured it. This file imports
 * nothing and uses no Node API, so that a page can carry it as it is: strip its types (`module.stripTypeScriptTypes`) and inline it.
 *
 *     for (const model of findings.sizeModels.models)
 *       sizeFor({ ...model, prices: findings.sizeModels.prices }, wish)
 */

/** Shares or milliseconds, by what a request calls. */
export interface ByCall {
  readonly write: number
  readonly read: number
}

/** What one architecture needs, from the measurement; plain data. */
export interface SizeModel {
  readonly architecture: string
  readonly demands: {
    /** vCPU-milliseconds that a request takes of the API and of PostgreSQL at the capacity, so that tasks and vCPUs come out full there. */
    readonly api: ByCall
    readonly database: ByCall
    /** Bytes in PostgreSQL, indexes included. */
    readonly bytesAnEvent: number
    readonly bytesADevice: number
  }
  readonly limits: {
    /** What ran when it was measured. */
    readonly tasks: number
    readonly taskVcpu: number
    readonly databaseVcpu: number
    readonly devices: number
    /** Milliseconds: the limit that was measured. */
    readonly sloLimitMs: number
    /** What it held, by the latency limit, lowest first; `sloLimitMs` is one of them. */
    readonly held: readonly HeldAtLimit[]
  }
}

/** Requests a second that were held under one latency limit, by the share of writes, lowest share first. */
export interface HeldAtLimit {
  readonly limitMs: number
  readonly rates: readonly { readonly writeShare: number; readonly rate: number }[]
}

/** Dollars a month, unless said otherwise. */
export interface SizePrices {
  readonly task: number
  readonly databaseVcpu: number
  readonly storageGib: number
  /** Of everything else that each architecture runs, whatever its load: balancer, Redis, Kafka, consumer. */
  readonly fixed: Readonly<Record<string, number>>
  /** For each request a second: the balancer's capacity units. */
  readonly requestPerSecond: ByCall
}

/** What somebody wants to run. Writes follow from the fleet; give `readsPerSecond`, or `writeShare` from which the reads follow. */
export interface Wish {
  readonly devices: number
  /** Seconds between two events of a device. */
  readonly intervalSeconds: number
  readonly retentionDays: number
  readonly readsPerSecond?: number
  /** Share of the requests that write, above 0. */
  readonly writeShare?: number
  /** Requests a second to be ready for, with that mix, where the fleet itself asks for less. */
  readonly targetRate?: number
  /** Milliseconds; the measured limit where it is left out. */
  readonly latencyLimitMs?: number
}

export interface SizeAnswer {
  readonly requestsPerSecond: number
  readonly tasks: number
  readonly databaseVcpu: number
  readonly storageGib: number
  readonly monthlyUsd: number
  /**
   * `measured`: rate, mix, latency limit, fleet and size lie within what was measured (fewer tasks than ran hold in proportion). Otherwise
   * where they lie beyond, in sentences: the figures are then the operational laws'.
   */
  readonly validity: 'measured' | string
}

const secondsADay = 86_400
const gib = 2 ** 30
/** Room that vacuum and the next partitions need, beside what is stored. */
const roomShare = 1.2
/** The least that RDS sells, and its steps of vCPUs. */
const leastGib = 20
const leastVcpu = 2
const nearMix = 0.01

/** Sizes `model` for `wish`, and says what of that was measured. Pure. */
export function sizeFor(model: SizeModel & { readonly prices: SizePrices }, wish: Wish): SizeAnswer {
  const { demands, limits, prices } = model
  const { rate, writeShare } = loadOf(wish)
  const limitMs = wish.latencyLimitMs ?? limits.sloLimitMs
  const share = latencyShare(limits, writeShare, limitMs)
  const need = (of: ByCall) => (rate * (writeShare * of.write + (1 - writeShare) * of.read)) / 1000 / share
  // What was held was held with what ran, whatever the demands of its endpoints add up to.
  const wasHeld = rate <= heldFor(limits, writeShare, limitMs)
  const atMost = (size: number, ran: number) => (wasHeld ? Math.min(size, ran) : size)
  const tasks = atMost(Math.max(1, Math.ceil(need(demands.api) / limits.taskVcpu - 1e-6)), limits.tasks)
  const databaseVcpu = atMost(stepOf(need(demands.database)), limits.databaseVcpu)
  const storageGib = storageOf(demands, wish)
  const load = writeShare * prices.requestPerSecond.write + (1 - writeShare) * prices.requestPerSecond.read
  return {
    requestsPerSecond: rate,
    tasks,
    databaseVcpu,
    storageGib,
    monthlyUsd:
      tasks * prices.task +
      databaseVcpu * prices.databaseVcpu +
      storageGib * prices.storageGib +
      (prices.fixed[model.architecture] ?? 0) +
      rate * load,
    validity: validityOf(limits, wish, { rate, writeShare, tasks, databaseVcpu }),
  }
}

/** Requests a second, and which share of them writes. */
function loadOf({ devices, intervalSeconds, readsPerSecond, writeShare, targetRate = 0 }: Wish) {
  const writes = devices / intervalSeconds
  const own = writeShare ? writes / writeShare : writes + (readsPerSecond ?? 0)
  return { rate: Math.max(own, targetRate), writeShare: writeShare ?? (own > 0 ? writes / own : 0) }
}

function storageOf({ bytesAnEvent, bytesADevice }: SizeModel['demands'], wish: Wish): number {
  const events = (wish.devices / wish.intervalSeconds) * secondsADay * wish.retentionDays
  const bytes = events * bytesAnEvent + wish.devices * bytesADevice
  return Math.max(leastGib, Math.ceil((bytes * roomShare) / gib))
}

function stepOf(vcpu: number): number {
  return Math.max(leastVcpu, 2 ** Math.ceil(Math.log2(Math.max(vcpu, 1)) - 1e-6))
}

/** What is held under `limitMs`, of what is held under the measured limit. */
function latencyShare(limits: SizeModel['limits'], writeShare: number, limitMs: number): number {
  const [then, measured] = [limitMs, limits.sloLimitMs].map((limit) => heldFor(limits, writeShare, limit))
  return then && measured ? then / measured : 1
}

/** Requests a second; 0 where nothing is known. */
function heldFor(limits: SizeModel['limits'], writeShare: number, limitMs: number): number {
  return heldUnder(atLimit(limits, limitMs), writeShare) ?? 0
}

/** Of the known limits the highest that is not above what is asked; below all of them the lowest. */
function atLimit({ held }: SizeModel['limits'], limitMs: number): HeldAtLimit | undefined {
  return held.filter((each) => each.limitMs <= limitMs).at(-1) ?? held[0]
}

/** 1 / rate is linear in the mix while one component is what ends it; beyond the measured mixes that of the nearest. */
function heldUnder(at: HeldAtLimit | undefined, writeShare: number): number | undefined {
  if (at === undefined) return undefined
  const after = at.rates.find((each) => each.writeShare >= writeShare - nearMix)
  const before = at.rates.findLast((each) => each.writeShare <= writeShare + nearMix)
  if (before === undefined || after === undefined) return (before ?? after)?.rate
  if (before.writeShare >= after.writeShare) return before.rate
  const share = (writeShare - before.writeShare) / (after.writeShare - before.writeShare)
  return 1 / ((1 - share) / before.rate + share / after.rate)
}

interface Sized {
  readonly rate: number
  readonly writeShare: number
  readonly tasks: number
  readonly databaseVcpu: number
}

function validityOf(limits: SizeModel['limits'], wish: Wish, sized: Sized): SizeAnswer['validity'] {
  const reasons = [
    ...rateReasons(limits, sized, wish.latencyLimitMs ?? limits.sloLimitMs),
    ...sizeReasons(limits, sized),
    ...(wish.devices > limits.devices
      ? [
          `A fleet of ${said(wish.devices)} devices is larger than the measured ${said(limits.devices)}: its storage is counted, what it does to caches is not known.`,
        ]
      : []),
    ...latencyReasons(limits, wish.latencyLimitMs ?? limits.sloLimitMs),
  ]
  return reasons.length === 0 ? 'measured' : reasons.join(' ')
}

function rateReasons(
  limits: SizeModel['limits'],
  { rate, writeShare }: Sized,
  limitMs: number,
): readonly string[] {
  const at = atLimit(limits, limitMs)
  const highest = heldUnder(at, writeShare)
  const [first, last] = [at?.rates[0], at?.rates.at(-1)]
  if (first === undefined || last === undefined || highest === undefined) return ['No rate was held.']
  if (writeShare < first.writeShare - nearMix || writeShare > last.writeShare + nearMix)
    return [`A mix with ${percent(writeShare)} writes lies outside of those that were measured.`]
  const isExact = at?.rates.some((each) => Math.abs(each.writeShare - writeShare) <= nearMix)
  return [
    ...(isExact
      ? []
      : [
          `A mix with ${percent(writeShare)} writes lies between those that were measured: by the operational laws.`,
        ]),
    ...(rate > highest * (1 + 1e-9)
      ? [
          `${said(rate)} requests a second are more than the ${said(highest)} that were held: by the operational laws.`,
        ]
      : []),
  ]
}

function sizeReasons(limits: SizeModel['limits'], { tasks, databaseVcpu }: Sized): readonly string[] {
  return [
    ...(tasks > limits.tasks ? [`${tasks} tasks are more than the ${limits.tasks} that ran.`] : []),
    ...(databaseVcpu > limits.databaseVcpu
      ? [`PostgreSQL was measured with ${limits.databaseVcpu} vCPU, not with ${databaseVcpu}.`]
      : []),
  ]
}

function latencyReasons({ held, sloLimitMs }: SizeModel['limits'], limitMs: number): readonly string[] {
  const [first, last] = [held[0]?.limitMs ?? sloLimitMs, held.at(-1)?.limitMs ?? sloLimitMs]
  if (limitMs < first) return [`Below ${first} ms no rate was held: what ${first} ms allow is taken.`]
  if (limitMs > last) return [`Above ${last} ms nothing more was probed: what ${last} ms allow is taken.`]
  return limitMs === sloLimitMs
    ? []
    : [`Of ${limitMs} ms only the highest rate that was probed and held is known; more may be held.`]
}

/** The same everywhere, whatever the locale of the machine. */
function said(value: number): string {
  return Math.round(value).toLocaleString('en-US')
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`
}
