import type { Target } from '../target/target.ts'

/** What a target's `/metrics` said at a moment; undefined where it gave no page. */
export type Scrape = (signal: AbortSignal) => Promise<string | undefined>

/** Samplers ask within the same second: they share a page, because some figures are of the time since the last scrape. */
const sharedMs = 500

export function scraper({ url }: Target): Scrape {
  const page = new URL(`${url.href.replace(/\/$/, '')}/metrics`)
  let shared: { readonly at: number; readonly text: Promise<string | undefined> } | undefined
  return (signal) => {
    if (shared === undefined || Date.now() - shared.at > sharedMs)
      shared = { at: Date.now(), text: scrape(page, signal) }
    return shared.text
  }
}

async function scrape(page: URL, signal: AbortSignal): Promise<string | undefined> {
  try {
    const answer = await fetch(page, { signal, redirect: 'manual' })
    return answer.ok ? await answer.text() : undefined
  } catch {
    return undefined // no reading in this second
  }
}
