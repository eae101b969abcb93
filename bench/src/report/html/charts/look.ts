/** How a chart looks on a light or a dark page, wide or narrow. */
export interface Look {
  readonly dark: boolean
  /** A phone: less room beside the plot. */
  readonly narrow: boolean
  readonly text: string
  readonly muted: string
  readonly line: string
  readonly background: string
  readonly target: string
  /** The accent of an architecture, by its place in the plan. */
  accent(architecture: string): Accent
  /** By place, for what is no architecture. */
  accentAt(place: number): Accent
}

/** Colour, symbol and dash: any one of them tells architectures apart. */
export interface Accent {
  readonly colour: string
  readonly symbol: 'circle' | 'rect' | 'triangle' | 'diamond' | 'roundRect' | 'arrow'
  readonly dash: readonly number[] | 'solid'
}

/**
 * After Okabe & Ito (Color Universal Design, 2008), who chose colours that people with any colour vision tell apart; darker on light
 * pages so that each has a contrast of at least 4.5 to the page.
 */
const colours: readonly { readonly light: string; readonly dark: string }[] = [
  { light: '#5c6470', dark: '#b4bbc6' },
  { light: '#0067a8', dark: '#5bb5ec' },
  { light: '#b34700', dark: '#f59a56' },
  { light: '#00795a', dark: '#33c79b' },
  { light: '#a0387c', dark: '#e595c7' },
  { light: '#7a6000', dark: '#e0c341' },
]

const symbols: readonly Accent['symbol'][] = ['circle', 'rect', 'triangle', 'diamond', 'roundRect', 'arrow']
const dashes: readonly Accent['dash'][] = ['solid', [7, 4], [2, 3], [9, 3, 2, 3], [4, 2], [1, 4]]

const pages = {
  light: { text: '#1f2530', muted: '#596273', line: '#d9dde3', background: '#ffffff', target: '#8a1c1c' },
  dark: { text: '#e4e8ee', muted: '#a3adbb', line: '#363d49', background: '#14181f', target: '#ff9c9c' },
} as const

export function lookFor(
  architectures: readonly string[],
  { dark, narrow }: Pick<Look, 'dark' | 'narrow'>,
): Look {
  const accentAt = (place: number): Accent => {
    const colour = at(colours, place, { light: '', dark: '' })
    return {
      colour: dark ? colour.dark : colour.light,
      symbol: at(symbols, place, 'circle'),
      dash: at(dashes, place, 'solid'),
    }
  }
  return {
    ...pages[dark ? 'dark' : 'light'],
    dark,
    narrow,
    accentAt,
    accent: (architecture) => accentAt(Math.max(0, architectures.indexOf(architecture))),
  }
}

/** What stands at a light page's colour on a dark one, for pictures that suit both. */
export function darkColours(): readonly (readonly [light: string, dark: string])[] {
  const { light, dark } = pages
  return [
    [light.text, dark.text],
    [light.muted, dark.muted],
    [light.line, dark.line],
    [light.background, dark.background],
    [light.target, dark.target],
    ...colours.map(({ light, dark }) => [light, dark] as const),
  ]
}

/** Where there are more of them than values, they begin again. */
function at<T>(values: readonly T[], place: number, otherwise: T): T {
  return values[place % values.length] ?? otherwise
}
