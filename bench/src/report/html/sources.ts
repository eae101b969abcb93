import type { Capacity } from '../../capacity/capacity.ts'
import { boundsOf } from '../../capacity/capacity.ts'
import { probesOf } from '../../capacity/probes-of.ts'
import type { LoadRecord, TrialRecord } from '../../record/record.ts'
import { html, type Markup } from './markup.ts'

/** Where the raw rows of a load are, as file names beside the report. */
export interface Source {
  readonly run: number
  /** The record of its trial. */
  readonly record: string
  readonly samples: string
  readonly readings: string
}

/** Finds the files that a figure comes from. */
export interface Sources {
  ofRun(run: number): Source | undefined
  /** Of the loads that set the ends of a cell's capacity. */
  ofCapacity(cell: Cell): readonly Source[]
  /** The records of a cell. */
  ofCell(cell: Pick<Cell, 'architecture' | 'workload'>): readonly string[]
}

interface Cell {
  readonly architecture: string
  readonly workload: string
  readonly capacity?: Capacity
}

/** Over all trials of a cohort. */
export function sourcesOf(trials: readonly TrialRecord[]): Sources {
  const all = trials.flatMap((trial) => trial.loads.map((load) => ({ trial, load })))
  const byRun = new Map(all.map(({ trial, load }) => [load.run, sourceOf(trial, load)]))
  const inCell = (trial: TrialRecord, cell: Pick<Cell, 'architecture' | 'workload'>) =>
    trial.variant === undefined &&
    trial.architecture.name === cell.architecture &&
    trial.workload.name === cell.workload
  return {
    ofRun: (run) => byRun.get(run),
    ofCapacity(cell) {
      const { held, failed } = boundsOf(cell.capacity)
      const bounding = all.filter(
        ({ trial, load }) =>
          inCell(trial, cell) &&
          probesOf(load).some(
            ({ rate, result }) =>
              (result.kind === 'pass' && rate === held) || (result.kind === 'fail' && rate === failed),
          ),
      )
      return bounding.map(({ trial, load }) => sourceOf(trial, load))
    },
    ofCell: (cell) => trials.filter((trial) => inCell(trial, cell)).map(({ id }) => `${id}.json`),
  }
}

function sourceOf(trial: TrialRecord, load: LoadRecord): Source {
  return {
    run: load.run,
    record: `${trial.id}.json`,
    samples: load.samplesFile,
    readings: trial.readingsFile,
  }
}

/** A link to a file beside the report. */
export function fileLink(file: string, text: string = file): Markup {
  return html`<a href="./${encodeURIComponent(file)}">${text}</a>`
}
