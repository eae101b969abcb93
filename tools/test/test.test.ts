import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { type Plant, plantedTree } from './planted-tree.ts'
import { type Answer, runScript } from './run-script.ts'

const testImport = "import { test } from 'node:test'\n"

function planted(name: string, text: string): Plant {
  return { path: `tools/test/planted-${name}.test.ts`, edit: () => text }
}

const plants = [
  // Who waits for the grace of 20 s here learns no more than after half a second.
  { path: 'tools/test-run/leave-nothing-open.ts', edit: (text: string) => text.replace('20_000', '500') },
  planted('pass', `${testImport}test('It passes', () => undefined)\n`),
  planted('fail', `${testImport}test('It fails', () => { throw new Error('on purpose') })\n`),
  // It ends in the end, far beyond the limit that it is given: node:test waits for the process of a file.
  planted('slow', `${testImport}test('It hangs', () => new Promise((done) => setTimeout(done, 2000)))\n`),
  planted('empty', 'export {}\n'),
  planted('timer', `${testImport}test('It leaves a timer', () => void setInterval(() => undefined, 1000))\n`),
  planted(
    'leak',
    `import { spawn } from 'node:child_process'
${testImport}
test('It leaves a process behind', () => spawn('sleep', ['600'], { detached: true, stdio: 'ignore' }).unref())\n`,
  ),
  planted(
    'folder',
    `import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
${testImport}
test('It leaves a folder behind', () => { mkdtempSync(tmpdir() + '/planted-') })\n`,
  ),
  planted(
    'run',
    `import { openRun } from '@telemark/local'
${testImport}
test('It leaves a run behind', async () => { await openRun() })\n`,
  ),
  planted('one.long', `${testImport}test('It is long', () => undefined)\n`),
]

/** Empty when the process has ended, whether or not somebody collected its exit code. */
function commandOf(pid: string): string {
  const file = `/proc/${pid}/cmdline`
  return existsSync(file) ? readFileSync(file, 'utf8') : ''
}

describe('npm test', () => {
  const stack = new AsyncDisposableStack()
  let tree: string

  before(async () => {
    tree = stack.use(await plantedTree(plants)).path
  })
  after(() => stack.disposeAsync())

  const npmTest = (...args: readonly string[]): Promise<Answer> =>
    runScript(process.execPath, [join(tree, 'tools/test.ts'), ...args])

  test('runs the tests whose path was named, and exits with 0 when they pass', async () => {
    const { exitCode, output } = await npmTest('planted-pass')
    assert.equal(exitCode, 0, output)
    assert.match(output, /It passes/)
    assert.match(output, /^ℹ pass 1$/m)
  })

  test('exits with 1 when a test fails', async () => {
    const { exitCode, output } = await npmTest('planted-pass', 'planted-fail')
    assert.equal(exitCode, 1, output)
    assert.match(output, /on purpose/)
    assert.match(output, /^ℹ pass 1$/m)
  })

  test('exits with 1 when a test takes longer than --test-timeout', async () => {
    const { exitCode, output } = await npmTest('planted-slow', '--test-timeout=200')
    assert.equal(exitCode, 1, output)
    assert.match(output, /timed out after 200ms/)
  })

  test('exits with 1 when a file holds no test', async () => {
    const { exitCode, output } = await npmTest('planted-empty')
    assert.equal(exitCode, 1, output)
    assert.match(output, /planted-empty\.test\.ts holds no test/)
  })

  test('exits with 1 when no test has such a path', async () => {
    const { exitCode, output } = await npmTest('planted-nothing')
    assert.equal(exitCode, 1, output)
    assert.match(output, /No test file matches planted-nothing/)
  })

  test('exits with 1 and ends the process of a file that left something open', async () => {
    const { exitCode, output } = await npmTest('planted-timer')
    assert.equal(exitCode, 1, output)
    assert.match(output, /planted-timer\.test\.ts: its tests have ended and left open: Timeout\./)
  })

  test('exits with 1 and ends the process when one is left behind', async () => {
    const { exitCode, output } = await npmTest('planted-leak')
    assert.equal(exitCode, 1, output)
    const [, pid] = /left something behind: process (\d+): sleep 600/.exec(output) ?? []
    assert.ok(pid, output)
    assert.equal(commandOf(pid), '')
  })

  test('exits with 1 when a folder is left behind', async () => {
    const { exitCode, output } = await npmTest('planted-folder')
    assert.equal(exitCode, 1, output)
    assert.match(output, /left something behind: folder .*planted-/)
  })

  test('exits with 1 when a run of servers is left behind', async () => {
    const { exitCode, output } = await npmTest('planted-run')
    assert.equal(exitCode, 1, output)
    assert.match(output, /left something behind: run /)
  })

  test('leaves the long tests to --all', async () => {
    assert.match((await npmTest('planted-one')).output, /No test file matches/)
    assert.match((await npmTest('planted-one', '--all')).output, /It is long/)
  })

  test('exits with 2 and its usage when it does not understand an argument', async () => {
    for (const args of [['--nonsense'], ['--test-timeout=soon']]) {
      const { exitCode, output } = await npmTest(...args)
      assert.equal(exitCode, 2, output)
      assert.match(output, /npm test -- \[--all\]/)
      assert.doesNotMatch(output, /^ {4}at /m)
    }
  })
})
