import assert from 'node:assert/strict'
import { PassThrough } from 'node:stream'
import { test } from 'node:test'
import { baseline } from '@telemark/architecture'
import { planFor } from '@telemark/bench'
import { isLoopback, requireConsent } from '../src/consent.ts'

const planAt = (standsAt: string) =>
  planFor({
    elsewhere: { architectures: [{ ...baseline, name: 'staging', standsAt }], comparable: false },
    profile: 'smoke',
    targetRate: 300,
  })

/** Asks with a terminal that answers `typed`, or without one. */
async function ask(standsAt: string, { yes = false, typed }: { yes?: boolean; typed?: string }) {
  const isTTY = typed !== undefined
  const input = Object.assign(new PassThrough(), { isTTY })
  const out = Object.assign(new PassThrough().setEncoding('utf8'), { isTTY })
  input.end(`${typed ?? ''}\n`)
  const signal = new AbortController().signal
  await requireConsent(planAt(standsAt), yes, { out, err: out, signal }, input as never)
  return String(out.read())
}

test('Before anything is sent, what will be sent where is said', async () => {
  const said = await ask('http://127.0.0.1:8080', {})
  assert.match(said, /staging at http:\/\/127\.0\.0\.1:8080/)
  assert.match(said, /up to 300 requests a second .*6 min at most\n.*200 devices are registered/)
})

test('To another machine nothing is sent unless somebody agrees', async () => {
  const elsewhere = 'https://telemetry.example.com'
  await assert.rejects(ask(elsewhere, {}), /Nothing is sent to staging: .*Add --yes/)
  await assert.rejects(ask(elsewhere, { typed: '' }), /Nothing is sent/)
  await assert.rejects(ask(elsewhere, { typed: 'no' }), /Nothing is sent/)
  await ask(elsewhere, { typed: 'y' })
  await ask(elsewhere, { yes: true })
})

test('This machine is known by its addresses, not by names that begin alike', () => {
  for (const url of ['http://localhost:1', 'http://127.3.2.1', 'http://[::1]:80'])
    assert.ok(isLoopback(new URL(url)), url)
  for (const url of ['http://localhost.example.com', 'http://127.0.0.1.example.com', 'http://10.0.0.1'])
    assert.ok(!isLoopback(new URL(url)), url)
})
