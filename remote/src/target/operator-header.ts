/** What opens the operator's routes. */
export function operatorHeader(operatorKey: string): Readonly<Record<string, string>> {
  return { authorization: `Bearer ${operatorKey}` }
}
