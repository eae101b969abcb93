/**
 * A defect that is planted on purpose, so that a comparison shows whether it finds what it claims to find. Nothing has one unless
 * its value says so.
 *
 * `slower`: each request costs the API this share more CPU, e.g. 0.15. `losesOne`: each API task answers one event as the others and
 * never stores it, the one after so many. `answersEarly`: events are answered at once and stored so much later.
 */
export type Control =
  | { readonly kind: 'slower'; readonly share: number }
  | { readonly kind: 'losesOne'; readonly after: number }
  | { readonly kind: 'answersEarly'; readonly storedAfterMs: number }
