import type { init } from './echarts.ts'
import { button } from './elements.ts'

type Instance = ReturnType<typeof init>

interface Range {
  readonly start: number
  readonly end: number
}

const least = 4

/** What the slider and the wheel do, for a keyboard. */
export function zoomButtons(instance: Instance): readonly HTMLElement[] {
  const change = (of: (range: Range) => Range) => () => {
    const zooms = instance.getOption().dataZoom as readonly Range[] | undefined
    const { start, end } = of(zooms?.[0] ?? { start: 0, end: 100 })
    for (const [dataZoomIndex] of (zooms ?? []).entries())
      instance.dispatchAction({ type: 'dataZoom', dataZoomIndex, start, end })
  }
  return [
    named('+', 'Zoom in', change(narrowed)),
    named('−', 'Zoom out', change(widened)),
    named(
      '←',
      'Move left',
      change((range) => moved(range, -1)),
    ),
    named(
      '→',
      'Move right',
      change((range) => moved(range, 1)),
    ),
    named(
      'Reset',
      'Reset zoom',
      change(() => ({ start: 0, end: 100 })),
    ),
  ]
}

/** A sign, and what it is called. */
function named(text: string, name: string, pressed: () => void): HTMLElement {
  const made = button(text, pressed)
  made.setAttribute('aria-label', name)
  made.title = name
  return made
}

function narrowed({ start, end }: Range): Range {
  const step = Math.max(0, (end - start - least) / 4)
  return { start: start + step, end: end - step }
}

function widened({ start, end }: Range): Range {
  const step = (end - start) / 2
  return { start: Math.max(0, start - step), end: Math.min(100, end + step) }
}

function moved({ start, end }: Range, direction: 1 | -1): Range {
  const step = Math.min((end - start) / 4, direction > 0 ? 100 - end : start)
  return { start: start + direction * step, end: end + direction * step }
}
