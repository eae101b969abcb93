import type { TestContext } from 'node:test'
import { composeApi } from '../../src/compose/compose-api.ts'
import type { Config } from '../../src/config.ts'
import type { Api } from '../../src/http/api.ts'
import { apiServer } from '../../src/http/server.ts'
import { untraced } from '../../src/tracing/untraced.ts'

/** An API task of the test's own, on the servers of `config`; `change` may put something before its parts. Resolves with its URL. */
export async function runningApi(
  t: TestContext,
  config: Config,
  change: (api: Api) => Api = (api) => api,
): Promise<URL> {
  const stack = new AsyncDisposableStack()
  t.after(() => stack.disposeAsync())
  const server = apiServer(change(composeApi(config, { stack, tracing: untraced })), {
    leaving: new AbortController().signal,
  })
  stack.defer(async () => {
    server.server.closeAllConnections()
    await server.close()
  })
  return new URL(await server.listen({ host: '127.0.0.1', port: 0 }))
}

/** How the operator of `config` asks. */
export function operatorHeaders({ operatorKey }: Config): Readonly<Record<string, string>> {
  return { authorization: `Bearer ${operatorKey}` }
}
