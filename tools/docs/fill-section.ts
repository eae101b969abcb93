const begin = '<!-- measured -->'
const end = '<!-- /measured -->'

/** `page` with what stands between its two markers replaced by `body`. Throws where a marker is missing. */
export function fillSection(page: string, body: string): string {
  const from = page.indexOf(begin)
  const to = page.indexOf(end)
  if (from < 0 || to < from)
    throw new Error(`A page needs a section between ${begin} and ${end}: neither was found in order.`)
  return `${page.slice(0, from + begin.length)}\n${body.trim()}\n${page.slice(to)}`
}
