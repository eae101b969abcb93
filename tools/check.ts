import { checks } from './check/checks.ts'
import { runCheck } from './check/run-check.ts'

const results = await Promise.all(checks.map(runCheck))
for (const { check, passed, seconds, output } of results) {
  console.log(`${passed ? 'ok     ' : 'FAILED '} ${check.name} (${seconds.toFixed(1)} s)`)
  if (!passed) console.log(`$ ${check.command.join(' ')}\n${output}\n`)
}
process.exitCode = results.every(({ passed }) => passed) ? 0 : 1
