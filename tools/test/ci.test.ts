import assert from 'node:assert/strict'
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { describe, type TestContext, test } from 'node:test'
import { root } from '../root.ts'
import { type Answer, runScript } from './run-script.ts'

/** Runs .ci/run with an npm that only prints `output` and exits with `exitCode`. */
async function ci(t: TestContext, output: string, exitCode: number): Promise<Answer & { lastLine: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'telemark-ci-'))
  t.after(() => rm(folder, { recursive: true }))
  const npm = join(folder, 'npm')
  await writeFile(npm, `#!/bin/sh\n[ "$1" = ci ] && exit 0\ncat <<'END'\n${output}\nEND\nexit ${exitCode}\n`)
  await chmod(npm, 0o755)
  const answer = await runScript(join(root, '.ci/run'), [], {
    PATH: `${folder}${delimiter}${process.env.PATH}`,
  })
  return { ...answer, lastLine: answer.output.trimEnd().split('\n').at(-1) ?? '' }
}

const totals = (pass: number, fail: number, cancelled: number) =>
  `✔ ℹ pass 99 is a title (1 ms)\nℹ tests 9\nℹ suites 2\nℹ pass ${pass}\nℹ fail ${fail}\nℹ cancelled ${cancelled}\nℹ skipped 0`

describe('.ci/run', () => {
  test('ends with the totals of tests that pass', async (t) => {
    const { exitCode, lastLine } = await ci(t, totals(41, 0, 0), 0)
    assert.deepEqual([exitCode, lastLine], [0, '41 passed, 0 failed'])
  })

  test('counts what failed and what was cancelled, and keeps the exit code', async (t) => {
    const { exitCode, lastLine } = await ci(t, totals(38, 2, 1), 1)
    assert.deepEqual([exitCode, lastLine], [1, '38 passed, 3 failed'])
  })

  test('reads totals that are coloured', async (t) => {
    const { lastLine } = await ci(t, '\u001b[34mℹ pass 3\u001b[39m\n\u001b[34mℹ fail 1\u001b[39m', 1)
    assert.equal(lastLine, '3 passed, 1 failed')
  })

  test('counts a failure outside of the tests as one', async (t) => {
    const leftover = await ci(t, `${totals(41, 0, 0)}\nThe tests left something behind`, 1)
    assert.deepEqual([leftover.exitCode, leftover.lastLine], [1, '41 passed, 1 failed'])
    const nothing = await ci(t, 'npm error', 3)
    assert.deepEqual([nothing.exitCode, nothing.lastLine], [3, '0 passed, 1 failed'])
  })
})
