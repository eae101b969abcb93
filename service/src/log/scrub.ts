/** `text` without the user and password of the URLs in it. */
export function scrub(text: string): string {
  return text.replace(/\b([a-z][a-z0-9+.-]*:\/\/)[^\s/@]+@/gi, '$1***@')
}
