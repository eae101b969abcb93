/** What went wrong, without the end of a log below it. */
export function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? ''
}
