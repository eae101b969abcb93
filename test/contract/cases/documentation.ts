import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import type { Device } from '../support/register-device.ts'
import type { ServiceUnderTest } from '../support/service-under-test.ts'

interface Operation {
  readonly operationId: string
  readonly security: readonly Readonly<Record<string, unknown>>[]
}

export function documentation(service: ServiceUnderTest): void {
  const openApi = async () => (await service.send('/api/openapi.json')).body

  /** Every operation, with what calls it; the device in a path is `device`. */
  async function operations(device: Device) {
    const paths = (await openApi()).paths as Readonly<Record<string, Readonly<Record<string, Operation>>>>
    return Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({
        path: path.replaceAll('{device_id}', device.id).replaceAll(/\{\w+\}/g, '0'),
        method: method.toUpperCase(),
        operation,
      })),
    )
  }

  /** Only the status: an answer may be a stream without an end. */
  async function statusOf(path: string, method: string, headers: Readonly<Record<string, string>>) {
    const signal = AbortSignal.timeout(30_000)
    const response = await fetch(new URL(path, service.deployment().url), { method, headers, signal })
    await response.body?.cancel()
    return response.status
  }

  test('The contract is served as it is committed', async () => {
    const committed = await readFile(new URL('../../../service/openapi.json', import.meta.url), 'utf8')
    const { status, text } = await service.send('/api/openapi.json')
    assert.equal(status, 200)
    assert.ok(text === committed)
  })

  test('Every operation of the contract is opened by the keys that it names, and by no other', async () => {
    const operator = { authorization: `Bearer ${service.deployment().operatorKey}` }
    for (const { path, method, operation } of await operations(await service.register())) {
      const named = operation.security.flatMap((one) => Object.keys(one))
      const device = await service.register()
      const own = path.replace(/[0-9a-f]{8}-[-0-9a-f]{27}/, device.id)
      const isOpen = async (headers: Record<string, string>) => (await statusOf(own, method, headers)) !== 401
      const says = `${operation.operationId} (${method} ${path})`
      assert.equal(await isOpen({}), named.length === 0, `${says} without a key`)
      if (named.length === 0) continue
      assert.equal(await isOpen({ 'x-api-key': device.key }), named.includes('deviceKey'), `${says}: device`)
      assert.equal(await isOpen(operator), named.includes('operatorKey'), `${says}: operator`)
    }
  })

  test('The page to try it, and all that it loads, is of this origin', async () => {
    const page = await service.send('/api/docs')
    assert.match(page.headers.get('content-type') ?? '', /^text\/html/)
    assert.match(page.headers.get('content-security-policy') ?? '', /default-src 'self'/)
    assert.doesNotMatch(page.text, /https?:|\/\//)
    const loaded = [...page.text.matchAll(/src="([^"]+)"/g)].map(([, path]) => String(path))
    assert.deepEqual(loaded, ['/api/docs/scalar.js'])
    const script = await service.send('/api/docs/scalar.js')
    assert.equal(script.status, 200)
    assert.match(script.headers.get('content-type') ?? '', /^text\/javascript/)
    assert.match(script.text, /createApiReference/)
  })
}
