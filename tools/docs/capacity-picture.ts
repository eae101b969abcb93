import type { CellFindings, Findings } from '@telemark/bench'

const rowHeight = 22
const groupGap = 34
const left = 110
const width = 760
const plotWidth = width - left - 90

/** The capacity of every cell as horizontal bars, an SVG that fits light and dark pages. */
export function capacityPicture(findings: Findings): string {
  const target = findings.cohort.plan.targetRate
  const cells = findings.workloads.flatMap((workload) => workload.cells)
  const most = Math.max(target, ...cells.map((cell) => bounds(cell).high)) * 1.05
  const x = (rate: number) => left + (rate / most) * plotWidth
  let y = 20
  const rows: string[] = []
  for (const workload of findings.workloads) {
    rows.push(text({ x: 8, y: y + 14, anchor: 'start', body: workload.workload, bold: true }))
    y += rowHeight
    for (const cell of workload.cells) {
      rows.push(bar(cell, { x, y }))
      y += rowHeight
    }
    y += groupGap - rowHeight
  }
  const line = `<line class="target" x1="${x(target)}" x2="${x(target)}" y1="16" y2="${y - 8}"/>`
  const legend = text({ x: x(target), y: 12, anchor: 'middle', body: `target ${target}/s` })
  const title = `Capacity in requests a second within the SLO, by workload and architecture`
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${y + 8}" role="img" aria-label="${title}">
<title>${title}</title>
<style>
text { font: 13px system-ui, sans-serif; fill: #24292f }
.bold { font-weight: 600 }
.pass { fill: #2f6fb0 }
.unsure { fill: #2f6fb0; opacity: .35 }
.target { stroke: #b5512a; stroke-dasharray: 4 3 }
@media (prefers-color-scheme: dark) { text { fill: #d6dae0 } .pass, .unsure { fill: #6aa5e0 } .target { stroke: #e08a5e } }
</style>
${[line, legend, ...rows].join('\n')}
</svg>
`
}

interface Scale {
  readonly x: (rate: number) => number
  readonly y: number
}

/** Solid up to the highest rate that passed, pale up to the lowest that failed. */
function bar(cell: CellFindings, { x, y }: Scale): string {
  const { low, high, label } = bounds(cell)
  return [
    text({ x: left - 8, y: y + 13, anchor: 'end', body: cell.architecture }),
    `<rect class="unsure" x="${left}" y="${y + 2}" width="${(x(high) - left).toFixed(1)}" height="14"/>`,
    `<rect class="pass" x="${left}" y="${y + 2}" width="${(x(low) - left).toFixed(1)}" height="14"/>`,
    text({ x: x(high) + 6, y: y + 13, anchor: 'start', body: label }),
  ].join('\n')
}

interface Bounds {
  readonly low: number
  readonly high: number
  readonly label: string
}

function bounds({ capacity }: CellFindings): Bounds {
  switch (capacity?.kind) {
    case 'bracket': {
      const low = Math.round(capacity.highestPass)
      const high = Math.round(capacity.lowestFail)
      return { low, high, label: `${low}-${high}` }
    }
    case 'atLeast': {
      const low = Math.round(capacity.highestPass)
      return { low, high: low, label: `at least ${low}` }
    }
    case 'below': {
      const high = Math.round(capacity.lowestFail)
      return { low: 0, high, label: `below ${high}` }
    }
    case 'invalid':
      return { low: 0, high: 0, label: 'invalid' }
    case undefined:
      return { low: 0, high: 0, label: 'not measured' }
  }
}

interface Text {
  readonly x: number
  readonly y: number
  readonly anchor: 'start' | 'middle' | 'end'
  readonly body: string
  readonly bold?: boolean
}

function text({ x, y, anchor, body, bold = false }: Text): string {
  const weight = bold ? ' class="bold"' : ''
  return `<text x="${x.toFixed(1)}" y="${y}" text-anchor="${anchor}"${weight}>${body}</text>`
}
