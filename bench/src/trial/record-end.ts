import type { BenchEvent } from '../bench-event.ts'
import { type EndRecord, recordVersion, type Warning } from '../record/record.ts'
import { writeJson } from '../record/write-json.ts'
import { revealControls } from './experiments/sealed-controls.ts'

export interface EndOptions {
  /** Where the records go. */
  readonly folder: string
  readonly signal: AbortSignal
}

/**
 * Passes on what a cohort says, and records how it ended, whichever way that is: what was said of no trial, such as why there is
 * none, would be lost otherwise. Nothing is recorded before the sizing is: without it there is no cohort.
 */
export async function* recordEnd(
  events: AsyncGenerator<BenchEvent, void>,
  { folder, signal }: EndOptions,
): AsyncGenerator<BenchEvent, void> {
  const warnings: Warning[] = []
  let outcome: EndRecord['outcome'] = 'interrupted'
  let trials = 0
  let isSized = false
  try {
    for await (const event of events) {
      if (event.kind === 'warning') warnings.push(event.warning)
      if (event.kind === 'trial') trials += 1
      if (event.kind === 'sized') isSized = true
      yield event
    }
    outcome = 'done'
  } catch (error) {
    if (!signal.aborted) outcome = 'failed'
    throw error
  } finally {
    const controls = outcome === 'done' && isSized ? await revealControls(folder) : undefined
    const end: EndRecord = {
      version: recordVersion,
      outcome,
      trials,
      warnings,
      ...(controls && { controls }),
    }
    if (isSized) await writeJson(folder, 'end.json', end)
  }
}
