import type { BenchEvent } from '../bench-event.ts'
import { type EndRecord, recordVersion, type Warning } from '../record/record.ts'
import { writeJson } from '../record/write-json.ts'
import { revealControls } from './experiments/sealed-controls.ts'

export interface EndOptions {
  /** Where the records go. */
  readonly folder: string
  readonly signal: AbortSignal
  /** Of all parts of the cohort. */
  readonly elapsedSeconds: () => number
  /** What the parts before this one have left. */
  readonly before?: Pick<EndRecord, 'trials' | 'warnings'> & { readonly resumed: number }
}

/**
 * Passes on what a cohort says, and records how it ended, whichever way that is: what was said of no trial, such as why there is
 * none, would be lost otherwise. Nothing is recorded before the sizing is: without it there is no cohort. A part that goes on records
 * itself as it begins: if it is killed, that it was there is known.
 */
export async function* recordEnd(
  events: AsyncGenerator<BenchEvent, void>,
  { folder, signal, elapsedSeconds, before }: EndOptions,
): AsyncGenerator<BenchEvent, void> {
  const warnings: Warning[] = [...(before?.warnings ?? [])]
  let outcome: EndRecord['outcome'] = 'interrupted'
  let trials = before?.trials ?? 0
  let isSized = false
  const write = async () => {
    // Known before the end, an arm would not be judged like the others.
    const controls = outcome === 'done' ? await revealControls(folder) : undefined
    await writeJson(folder, 'end.json', {
      version: recordVersion,
      outcome,
      trials,
      warnings,
      ...(controls && { controls }),
      ...(before && { resumed: before.resumed }),
      elapsedSeconds: Math.round(elapsedSeconds()),
    } satisfies EndRecord)
  }
  try {
    for await (const event of events) {
      if (event.kind === 'warning') warnings.push(event.warning)
      if (event.kind === 'trial') trials += 1
      if (event.kind === 'sized' || event.kind === 'resumed') isSized = true
      if (event.kind === 'resumed') await write()
      yield event
    }
    outcome = signal.aborted ? 'interrupted' : 'done'
  } catch (error) {
    if (!signal.aborted) outcome = 'failed'
    throw error
  } finally {
    if (isSized) await write()
  }
}
