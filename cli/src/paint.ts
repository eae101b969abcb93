import { styleText } from 'node:util'
import type { Paint } from '@telemark/bench'
import { withoutColour } from '@telemark/bench'
import type { Output } from './context.ts'

const styles = { title: 'bold', good: 'green', bad: 'red', doubtful: 'yellow', muted: 'gray' } as const

/** Colours for a terminal; none for a pipe, in CI, or where NO_COLOR is set. */
export function paintFor(out: Output, environment: NodeJS.ProcessEnv): Paint {
  if (!isInteractive(out, environment) || environment.NO_COLOR) return withoutColour
  return (text, tone) => styleText(styles[tone], text, { validateStream: false })
}

/** Whether somebody looks on and lines may be redrawn. */
export function isInteractive(out: Output, environment: NodeJS.ProcessEnv): boolean {
  return out.isTTY === true && !environment.CI && environment.TERM !== 'dumb'
}
