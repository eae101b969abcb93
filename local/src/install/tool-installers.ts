import { debianTool } from './debian-tool.ts'
import { haproxy } from './haproxy.ts'
import type { InstallContext } from './install-context.ts'
import { k6 } from './k6.ts'
import { kafka } from './kafka.ts'
import { postgres } from './postgres.ts'
import { redisServer } from './redis.ts'
import type { ToolName, Tools } from './tools.ts'

/** How each tool is found, or installed where it is missing. */
export const toolInstallers: {
  readonly [Name in ToolName]: (context: InstallContext) => Promise<Tools[Name]>
} = {
  postgres,
  redisServer: (context) => debianTool(redisServer, context),
  haproxy: (context) => debianTool(haproxy, context),
  kafka,
  k6,
}
