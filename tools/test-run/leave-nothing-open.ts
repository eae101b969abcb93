/** Preloaded into the process of each test file: what a test leaves open would keep it, and the whole run, alive for ever. */
import { after } from 'node:test'

/** This hook runs before those of the file: they may stop servers, of which one that does not end is killed after 10 s. */
const graceMs = 20_000

after(() => {
  setTimeout(() => {
    const open = process.getActiveResourcesInfo().filter((resource) => resource !== 'PipeWrap') // its output
    console.error(`${process.argv[1]}: its tests have ended and left open: ${open.join(', ')}.`)
    process.exit(1)
  }, graceMs).unref()
})
