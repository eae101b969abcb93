import type { ComponentKind } from '@telemark/architecture'
import type { ToolName } from './tools.ts'

/** What must be installed to run these components, each once. */
export function toolsFor(components: readonly ComponentKind[]): readonly ToolName[] {
  return [...new Set(components.flatMap(toolsOf))]
}

function toolsOf(component: ComponentKind): readonly ToolName[] {
  switch (component) {
    case 'loadBalancer':
      return ['haproxy']
    case 'postgres':
      return ['postgres']
    case 'redis':
      return ['redisServer']
    case 'kafka':
      return ['kafka']
    case 'api':
    case 'consumer':
      return []
  }
}
