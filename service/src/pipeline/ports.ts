/** What lies between accepting events and storing them. */
export interface PipelineState {
  /** `unknown`: the queue does not answer; then its figures are `null`. */
  readonly status: 'up' | 'unknown'
  /** Accepted and not stored yet: by all tasks where there is a queue, nothing elsewhere. */
  readonly lag: { readonly events: number | null; readonly seconds: number | null }
  /** Events that could not be stored and wait for somebody to look at them. */
  readonly deadLetters: number | null
  /** Tasks that store what is enqueued, and the state of their group; `undefined` where there is no queue. */
  readonly consumers?: { readonly tasks: number | null; readonly state: string | null }
}

/** A message that could not be stored. */
export interface Letter {
  /** Its place among the letters: later ones are greater. */
  readonly offset: bigint
  /** When it was set aside: milliseconds since the epoch. */
  readonly at: number
  readonly error: string
  readonly source: { readonly topic: string; readonly partition: number; readonly offset: string }
  readonly key: Buffer | null
  readonly value: Buffer | null
  /** How often it was put back already. */
  readonly replays: number
}

/** The letters that nobody has dealt with yet, oldest first. Throws only `Unavailable`. */
export interface DeadLetters {
  /** At most `limit`, from `from` on. */
  browse(query: { readonly from: bigint; readonly limit: number }): Promise<readonly Letter[]>
  /**
   * Puts letters back where they came from, in order, up to and with `through` (all where it is left out), and takes them off the list; how many. A crash in
   * between puts some back twice: an event is stored once all the same.
   */
  replay(through?: bigint): Promise<number>
  /** Takes letters off the list without putting them back; how many. */
  discard(through?: bigint): Promise<number>
}

/** The way of accepted events into the store. */
export interface Pipeline {
  state(): Promise<PipelineState>
  readonly letters: DeadLetters
}

const nothing: PipelineState = { status: 'up', lag: { events: 0, seconds: 0 }, deadLetters: 0 }

/** Where an event is stored before it is answered nothing is under way, and who sent what cannot be stored was told. */
export const noPipeline: Pipeline = {
  state: async () => nothing,
  letters: { browse: async () => [], replay: async () => 0, discard: async () => 0 },
}
