/** The headers of a message as text, by name. */
export function textHeaders(
  headers: Iterable<readonly [Buffer | null, Buffer | null]>,
): Readonly<Record<string, string>> {
  return Object.fromEntries(Array.from(headers, ([name, value]) => [String(name), String(value)]))
}
