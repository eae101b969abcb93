/** HTML that may be printed as it is. */
export interface Markup {
  readonly markup: string
}

type Printable = string | number | Markup | readonly Markup[]

/** A template whose values are escaped, unless they are markup themselves. */
export function html(texts: TemplateStringsArray, ...values: readonly Printable[]): Markup {
  const parts = texts.map((text, index) => {
    const value = values[index]
    return value === undefined ? text : `${text}${print(value)}`
  })
  return { markup: parts.join('') }
}

export const nothing: Markup = { markup: '' }

/** `text` with nothing left in it that means something in HTML, between tags and in quoted attributes. */
export function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
}

/** Data for a `<script type="application/json">`: no `</script>` or `<!--` in a name can end it. */
export function embeddedJson(value: unknown): Markup {
  const text = JSON.stringify(value).replaceAll('<', '\\u003c')
  return { markup: text.replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029') }
}

function print(value: Printable): string {
  if (typeof value === 'number') return String(value)
  if (typeof value === 'string') return escaped(value)
  return 'markup' in value ? value.markup : value.map(({ markup }) => markup).join('')
}
