import type { BenchEvent, Findings, TrialRecord } from '@telemark/bench'
import type { Output } from '../context.ts'
import { isInteractive, paintFor } from '../paint.ts'
import { eventLines } from './event-lines.ts'
import { filledLine } from './filled-line.ts'
import { liveLines } from './live-lines.ts'
import { createRedrawn } from './redrawn.ts'

type Activity = Extract<BenchEvent, { kind: 'activity' }>

/** What people see while a cohort runs. Disposing leaves the screen to whoever prints next. */
export interface Display extends Disposable {
  show(event: BenchEvent): void
  /** After a trial: the tables as they are now. */
  fill(findings: Findings, trial: TrialRecord): void
  /** A line of its own, e.g. of an installation. */
  note(line: string): void
  /** Lines that belong together, for good. */
  notes(lines: readonly string[]): void
}

/** On a terminal the progress and the tables are redrawn in place; elsewhere there is a line an event. */
export function createDisplay(out: Output, environment: NodeJS.ProcessEnv): Display {
  return isInteractive(out, environment) ? redrawing(out, environment) : lineByLine(out)
}

function redrawing(out: Output, environment: NodeJS.ProcessEnv): Display {
  const paint = paintFor(out, environment)
  const block = createRedrawn(out)
  let activity: Activity | undefined
  let findings: Findings | undefined
  const redraw = (above: readonly string[] = []) => block.draw(above, liveLines(activity, findings, paint))
  return {
    show(event) {
      if (event.kind === 'activity') activity = event
      redraw(eventLines(event))
    },
    fill(latest) {
      findings = latest
      redraw()
    },
    note: (line) => redraw([line]),
    notes: redraw,
    [Symbol.dispose]: () => block.draw([], []),
  }
}

function lineByLine(out: Output): Display {
  let cell = ''
  const print = (lines: readonly string[]) => {
    for (const line of lines) out.write(`${line}\n`)
  }
  return {
    show(event) {
      print(eventLines(event))
      if (event.kind !== 'activity') return
      const current = `${event.architecture} ${event.workload} ${event.done}`
      if (current !== cell) print(liveLines(event, undefined))
      cell = current
    },
    fill: (findings, trial) => print(filledLine(findings, trial)),
    note: (line) => print([line]),
    notes: print,
    [Symbol.dispose]: () => undefined,
  }
}
