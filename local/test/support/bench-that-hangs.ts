import { openRun } from '../../src/process/run-folder.ts'
import { spawnShell } from './run.ts'

// Opens a run, starts something that outlives its parent in it, and waits to be killed.
const run = await openRun()
const envelope = await run.envelopes.create('orphan')
const process = await spawnShell(run, 'setsid sleep 1000 & sleep 1000', envelope)
console.log(JSON.stringify({ path: run.path, pid: process.pid, entrances: envelope.entrances }))
