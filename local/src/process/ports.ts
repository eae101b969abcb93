import { createServer } from 'node:net'

// Below Linux's ephemeral range (32768 and up): there, an outgoing connection of the load could take the port
// between the moment it was found free and the moment the server listens.
const lowest = 20_000
const highest = 32_767
const handedOut = new Set<number>()

/** A port of 127.0.0.1 that nobody listens on. The same one is never given twice by a process. */
export async function freePort(): Promise<number> {
  for (let attempt = 0; attempt < 1000; attempt += 1) {
    const port = lowest + Math.floor(Math.random() * (highest - lowest + 1))
    if (handedOut.has(port) || !(await isFree(port))) continue
    handedOut.add(port)
    return port
  }
  throw new Error(
    `Cannot find a free port between ${lowest} and ${highest}: 1000 were tried. Stop some servers.`,
  )
}

/** Whether one could listen on the port of 127.0.0.1 now. */
export async function isFree(port: number): Promise<boolean> {
  return (await listenFailure(port)) === undefined
}

/** Why one cannot listen on the port of 127.0.0.1 now; undefined where one can. */
export async function listenFailure(port: number): Promise<NodeJS.ErrnoException | undefined> {
  const server = createServer()
  const { promise, resolve } = Promise.withResolvers<NodeJS.ErrnoException | undefined>()
  server.once('error', resolve)
  server.listen({ port, host: '127.0.0.1', exclusive: true }, () => server.close(() => resolve(undefined)))
  return await promise
}
