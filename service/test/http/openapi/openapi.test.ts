import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { before, describe, test } from 'node:test'
import { Validator } from '@seriousme/openapi-schema-validator'
import type { OpenApiDocument } from '../../../src/http/openapi/complete.ts'
import { generateOpenApi } from '../../../src/http/openapi/generate.ts'
import type { Operation } from '../../../src/http/openapi/operation.ts'

describe('The contract', () => {
  let text = ''
  let operations: readonly Operation[] = []
  before(async () => {
    text = await readFile(new URL('../../../openapi.json', import.meta.url), 'utf8')
    const document: OpenApiDocument = JSON.parse(text)
    operations = Object.values(document.paths).flatMap((methods) => Object.values(methods))
  })

  test('service/openapi.json is what the routes say; `npm run openapi` writes it anew', async () => {
    assert.ok(text === (await generateOpenApi()), 'service/openapi.json is stale: npm run openapi')
  })

  test('it is valid OpenAPI 3.1', async () => {
    const validator = new Validator()
    const { valid, errors } = await validator.validate(JSON.parse(text))
    assert.ok(valid, JSON.stringify(errors))
    assert.equal(validator.version, '3.1')
  })

  test('every operation has a name of its own, a summary, a tag and a described success', () => {
    const names = operations.map(({ operationId }) => operationId)
    assert.equal(new Set(names).size, names.length)
    for (const { operationId, summary, tags, responses } of operations) {
      assert.match(operationId, /^[a-z][A-Za-z]+$/)
      assert.ok(summary !== undefined && summary !== '', operationId)
      assert.equal(tags?.length, 1, operationId)
      const successes = Object.entries(responses).filter(([status]) => status.startsWith('2'))
      assert.ok(successes.length > 0, operationId)
      for (const [, answer] of successes) {
        const { description } = answer as { description: string }
        assert.notEqual(description, 'Default Response', `${operationId}: describe what is answered`)
      }
    }
  })

  test('what needs a key may be refused for want of one', () => {
    for (const { operationId, security, responses } of operations) {
      assert.equal(security?.length !== 0, '401' in responses, operationId)
    }
  })
})
