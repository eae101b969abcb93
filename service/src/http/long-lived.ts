import type { RouteOptions } from 'fastify'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** An answer of this route lasts until its client leaves: how long it takes is no figure of speed. */
    longLived?: true
  }
}

/** Whether the answers of a route last until their client leaves. */
export function isLongLived({ config }: RouteOptions): boolean {
  return config?.longLived === true
}
