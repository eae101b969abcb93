import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite, test } from 'node:test'
import { parse } from 'yaml'

interface Step {
  readonly id?: string
  readonly uses?: string
  readonly run?: string
  readonly shell?: string
  readonly env?: Readonly<Record<string, string>>
}

const root = join(import.meta.dirname, '../..')
const text = readFileSync(join(root, 'action.yml'), 'utf8')
const action: {
  readonly inputs: Readonly<Record<string, { readonly description?: string }>>
  readonly runs: { readonly using: string; readonly steps: readonly Step[] }
} = parse(text)
const { steps } = action.runs
const scripts = steps.flatMap(({ run }) => (run === undefined ? [] : [run]))

suite('The GitHub Action', () => {
  test('is composite, and each of its steps either uses an action of a fixed major version or names its shell', () => {
    assert.equal(action.runs.using, 'composite')
    for (const { uses, run, shell } of steps) {
      if (uses === undefined) assert.ok(run !== undefined && shell === 'bash')
      else assert.match(uses, /^actions\/[\w-]+@v\d+$/)
    }
  })

  test('refers only to inputs and steps that it has, and describes every input', () => {
    const named = (what: string) =>
      [...text.matchAll(new RegExp(`\\b${what}\\.([\\w-]+)`, 'g'))].map(([, name]) => name)
    assert.deepEqual(
      named('inputs').filter((name) => action.inputs[name ?? ''] === undefined),
      [],
    )
    const ids = steps.map(({ id }) => id)
    assert.deepEqual(
      named('steps').filter((name) => !ids.includes(name)),
      [],
    )
    for (const [name, { description }] of Object.entries(action.inputs)) assert.ok(description, name)
  })

  test('puts no expression into a script, where its text would be run', () => {
    assert.deepEqual(
      scripts.filter((script) => script.includes('${{')),
      [],
    )
  })

  test('has scripts that bash can read, with the commands and flags that telemark has', () => {
    const calls = scripts.flatMap((script) => [
      ...script.replaceAll('\\\n', ' ').matchAll(/npx telemark (\w+)([^\n|]*)/g),
    ])
    assert.deepEqual(calls.map(([, command]) => command).toSorted(), ['compare', 'diff', 'verify'])
    for (const script of scripts) {
      const { status, stderr } = spawnSync('bash', ['-n', '-c', script], { encoding: 'utf8' })
      assert.equal(status, 0, stderr)
    }
    for (const [, command = '', rest = ''] of calls) {
      const help = spawnSync(process.execPath, [join(root, 'cli/src/main.ts'), command, '--help'], {
        encoding: 'utf8',
      })
      for (const [flag] of rest.matchAll(/--[a-z][\w-]*/g))
        assert.ok(help.stdout.includes(flag), `${command} ${flag}`)
    }
  })
})
