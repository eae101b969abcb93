import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { root } from '../root.ts'
import { plantedTree } from './planted-tree.ts'
import { type Answer, runScript } from './run-script.ts'
import { violations } from './violations.ts'

/** What `npm run check` answers in the tree at `path`. */
function check(path: string): Promise<Answer> {
  return runScript(process.execPath, [join(path, 'tools/check.ts')])
}

/** The part of `output` that one check wrote. */
function section(output: string, name: string): string {
  return output.split(/^(?=(?:ok|FAILED) +)/m).find((part) => part.includes(` ${name} (`)) ?? ''
}

describe('npm run check', () => {
  test('passes on the tree as it is', async () => {
    const { exitCode, output } = await check(root)
    assert.equal(exitCode, 0, output)
  })

  describe('fails on', () => {
    const stack = new AsyncDisposableStack()
    let answer: Answer

    // All are planted in one copy, each in a file of its own, so that each tool runs once.
    before(async () => {
      answer = await check(stack.use(await plantedTree(violations)).path)
    })
    after(() => stack.disposeAsync())

    for (const { title, path, check: name, says } of violations) {
      test(title, () => {
        const found = section(answer.output, name)
        assert.equal(answer.exitCode, 1)
        assert.match(found, /^FAILED/, answer.output)
        assert.ok(
          found.split(/\n(?=\S)/).some((diagnostic) => diagnostic.includes(path) && says.test(diagnostic)),
          `"${name}" must name ${path} and say ${says}. It said:\n${found}`,
        )
      })
    }
  })
})
