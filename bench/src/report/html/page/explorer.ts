import { explore, type Question } from '../../../analysis/explorer/explore.ts'
import { readFleet } from '../../../analysis/explorer/fleet.ts'
import { explorationSentences, explorationTable } from '../exploration-words.ts'
import type { ExplorerData } from '../page-data.ts'
import { chartTable } from './chart-table.ts'

/** Answers whenever a control moves. */
export function startExplorer(data: ExplorerData): void {
  const form = control('explorer-form', HTMLFormElement)
  const answer = () => {
    const { question, problem } = readQuestion(data)
    control('fleet-problem', HTMLElement).textContent = problem ?? ''
    control('fleet', HTMLInputElement).setAttribute('aria-invalid', String(problem !== undefined))
    const found = explore(data.measured, question)
    control('explorer-answer', HTMLElement).replaceChildren(
      ...explorationSentences(found, question, data).map(paragraph),
    )
    const table = explorationTable(found, question)
    control('explorer-table', HTMLElement).replaceChildren(
      chartTable('Every architecture at this load', table),
    )
  }
  form.addEventListener('input', answer)
  form.addEventListener('submit', (event) => event.preventDefault())
  form.addEventListener('reset', () => setTimeout(answer))
  answer()
}

interface Reading {
  readonly question: Question
  readonly problem: string | undefined
}

function readQuestion({ measured }: ExplorerData): Reading {
  const limit = control('limit', HTMLInputElement).valueAsNumber
  const percent = control('mix', HTMLInputElement).valueAsNumber
  control('mix-value', HTMLElement).textContent = `${percent} %`
  const sentence = control('fleet', HTMLInputElement).value
  const fleet = sentence.trim() === '' ? undefined : readFleet(sentence)
  const budget = document.getElementById('budget')
  const budgetUsd = budget instanceof HTMLInputElement ? budget.valueAsNumber : Number.NaN
  return {
    question: {
      limitMs: Number.isNaN(limit) ? measured.limitMs : limit,
      writeShare: percent / 100,
      ...(fleet?.kind === 'fleet' && { fleet: fleet.fleet }),
      ...(!Number.isNaN(budgetUsd) && { budgetUsd }),
    },
    problem: fleet?.kind === 'unclear' ? fleet.problem : undefined,
  }
}

function paragraph(text: string): HTMLElement {
  const made = document.createElement('span')
  made.textContent = `${text} `
  return made
}

function control<T extends HTMLElement>(id: string, kind: abstract new () => T): T {
  const found = document.getElementById(id)
  if (!(found instanceof kind)) throw new Error(`The explorer needs an element with the id "${id}".`)
  return found
}
