import type { Generator } from '@telemark/local'
import type { Target } from './target/target.ts'
import type { ToldSystem } from './target/told-system.ts'

/** What does not change while a target is loaded. */
export interface KnownTarget {
  readonly target: Target
  readonly told: ToldSystem
  readonly generator: Pick<Generator, 'version'>
  readonly clockOffsetMs: number
}

/** What is known of a target, and what cannot be done with it. What dies there shows in answers alone. */
export function fixedProperties({ target, told, generator, clockOffsetMs }: KnownTarget) {
  const impossible = async (): Promise<never> => {
    throw new RangeError(`Cannot change ${target.name}: it stands elsewhere, and its \`abilities\` are none.`)
  }
  return {
    abilities: [],
    url: target.url,
    environment: {
      URL: target.url.href,
      acknowledgement: told.acknowledgement,
      ...told.facts,
      k6: generator.version,
      'its clock is ahead of this machine by': `${clockOffsetMs} ms`,
    },
    parts: [{ name: target.name, address: target.url.href, log: 'where it stands' }],
    decisions: [],
    losses: [],
    setTasks: impossible,
    restart: impossible,
    clamp: impossible,
  } as const
}
