import type { Frame } from './cpu-profile.ts'

const width = 1200
const rowHeight = 16
/** Narrower frames cannot be read. */
const leastPixels = 1.2
const pixelsALetter = 6.6
const deepest = 30

/** The tree of calls as an SVG: as wide as it lasted, callees below their callers. */
export function flameGraph(root: Frame, title: string): string {
  const boxes: string[] = []
  let depth = 0
  const draw = (frame: Frame, x: number, level: number): void => {
    const pixels = (frame.total / root.total) * width
    if (pixels < leastPixels || level > deepest) return
    depth = Math.max(depth, level)
    boxes.push(box(frame, { x, pixels, level, share: frame.total / root.total }))
    let at = x
    for (const child of frame.children.toSorted((a, b) => b.total - a.total)) {
      draw(child, at, level + 1)
      at += (child.total / root.total) * width
    }
  }
  draw(root, 0, 0)
  const height = (depth + 1) * rowHeight + 28
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escaped(title)}">
<style>text{font:11px ui-monospace,monospace;fill:#1c1c1c}rect{stroke:#fff;stroke-width:.5}.t{font-weight:600;fill:#777}</style>
<text class="t" x="4" y="14">${escaped(title)}</text>
${boxes.join('\n')}
</svg>
`
}

interface Place {
  readonly x: number
  readonly pixels: number
  readonly level: number
  readonly share: number
}

function box({ name, owner }: Frame, { x, pixels, level, share }: Place): string {
  const y = 24 + level * rowHeight
  const letters = Math.floor((pixels - 4) / pixelsALetter)
  const label =
    letters < 3
      ? ''
      : `<text x="${(x + 2).toFixed(1)}" y="${y + 12}">${escaped(name.slice(0, letters))}</text>`
  return `<g><title>${escaped(`${name} (${owner}) ${(share * 100).toFixed(1)} %`)}</title><rect x="${x.toFixed(1)}" y="${y}" width="${pixels.toFixed(1)}" height="${rowHeight}" fill="${colour(owner)}"/>${label}</g>`
}

/** The same for everything of one owner. */
function colour(owner: string): string {
  let hash = 7
  for (const letter of owner) hash = (hash * 31 + letter.charCodeAt(0)) % 360
  return `hsl(${hash} 62% 72%)`
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
