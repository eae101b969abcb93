import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { suite, test } from 'node:test'

const root = join(import.meta.dirname, '../..')
const telemark = join(root, 'cli/src/main.ts')
const scripts: Readonly<Record<string, string>> = JSON.parse(
  readFileSync(join(root, 'package.json'), 'utf8'),
).scripts
const pages = ['README.md', ...globSync('doc/**/*.md', { cwd: root })]

suite('The docs', () => {
  for (const page of pages) {
    const text = readFileSync(join(root, page), 'utf8')

    test(`${page} names only npm scripts that exist`, () => {
      const named = [...text.matchAll(/npm (?:run )?(test|(?<=run )[\w:]+)/g)].map(
        ([, script = '']) => script,
      )
      assert.deepEqual(
        named.filter((script) => scripts[script] === undefined),
        [],
      )
    })

    test(`${page} names only commands and flags that telemark has`, () => {
      for (const { command, flags } of telemarkCalls(text)) {
        const { stdout, status } = spawnSync(process.execPath, [telemark, command, '--help'], {
          encoding: 'utf8',
        })
        assert.equal(status, 0, `telemark ${command} --help`)
        for (const flag of flags) assert.ok(stdout.includes(flag), `telemark ${command} has no ${flag}`)
      }
    })

    if (text.includes('<!-- measured -->'))
      test(`${page} shows a measured result`, () => {
        const [, section = ''] = /<!-- measured -->(.*?)<!-- \/measured -->/s.exec(text) ?? []
        assert.match(section, /npx telemark compare .* --seed \d+/, 'run npm run docs -- results/<time>')
        assert.match(section, /\| capacity/)
      })

    test(`${page} links only to files that exist`, () => {
      const targets = [...text.matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, target = '']) => target)
      assert.deepEqual(
        targets.filter((target) => !existsSync(join(root, dirname(page), target))),
        [],
      )
    })
  }
})

interface Call {
  readonly command: string
  readonly flags: readonly string[]
}

/** Lines such as `npx telemark report results/<time>` and `npm run compare -- --profile smoke`. */
function telemarkCalls(text: string): readonly Call[] {
  const calls = [
    ...text.matchAll(/(?:npx telemark (?<named>\w+)|npm run (?<script>compare))(?<rest>[^`\n#]*)/g),
  ]
  return calls.map(({ groups }) => ({
    command: groups?.named ?? groups?.script ?? '',
    flags: [...(groups?.rest ?? '').matchAll(/ (--[a-z][\w-]*)/g)].map(([, flag = '']) => flag),
  }))
}
