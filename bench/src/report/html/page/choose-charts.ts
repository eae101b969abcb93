import type { Chart } from '../charts/chart.ts'
import type { MountedCharts } from './mounted-charts.ts'

/** Selects that put one of several charts into one place. */
export function chooseCharts(charts: readonly Chart[], mounted: MountedCharts): void {
  for (const select of document.querySelectorAll<HTMLSelectElement>('select[data-choose]')) {
    const place = document.querySelector(`[data-chosen="${select.dataset.choose}"]`)
    const figure = place?.querySelector<HTMLElement>('figure')
    select.addEventListener('change', () => {
      const chart = charts.find(({ id }) => id === select.value)
      if (chart === undefined || figure === null || figure === undefined) return
      rename(figure, chart)
      mounted.put(figure, chart)
    })
  }
}

function rename(figure: HTMLElement, { id, title, sentence }: Chart): void {
  figure.dataset.chart = id
  const heading = figure.querySelector('h3')
  if (heading !== null) {
    heading.id = `title-${id}`
    heading.textContent = title
  }
  figure.querySelector('.plot')?.setAttribute('aria-label', `${title}. ${sentence}`)
  figure.querySelector('.legend')?.setAttribute('aria-label', `Show or hide in: ${title}`)
  const caption = figure.querySelector('figcaption')
  if (caption !== null) caption.textContent = sentence
}
