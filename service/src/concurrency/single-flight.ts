/** Runs one `work` a key at a time: who asks meanwhile gets the answer of the one on its way. */
export function singleFlight<T>(): (key: string, work: () => Promise<T>) => Promise<T> {
  const flights = new Map<string, Promise<T>>()
  return (key, work) => {
    const running = flights.get(key)
    if (running !== undefined) return running
    const flight = work().finally(() => flights.delete(key))
    flights.set(key, flight)
    return flight
  }
}
