import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { checksum } from '../../../src/stores/postgres/checksum.ts'
import { freshDatabase } from '../../support/fresh-database.ts'
import { useServers } from '../../support/servers.ts'

const servers = useServers(['postgres'])

const md5 = (canonical: string) => createHash('md5').update(canonical).digest('hex')

test('PostgreSQL tells the checksum of what it has stored, however it was written', async (t) => {
  const { value } = await freshDatabase(t, servers.postgres)
  const sumOf = (json: string) => value(`SELECT ${checksum(`'${json}'::jsonb`)}`)
  const canonical = md5('{"a":-3.57,"b.c":15,"mode":"eco","on":true}')
  assert.equal(await sumOf('{"a":-3.57,"b.c":15,"mode":"eco","on":true}'), canonical)
  assert.equal(await sumOf('{ "on": true, "mode": "eco", "b.c": 15.000, "a": -357e-2 }'), canonical)
  assert.notEqual(await sumOf('{"a":-3.57,"b.c":"15","mode":"eco","on":true}'), canonical)
  assert.notEqual(await sumOf('{"a":-3.5700000000000003,"b.c":15,"mode":"eco","on":true}'), canonical)
  assert.equal(await sumOf('{"a":3.5700000000000003}'), md5('{"a":3.5700000000000003}'))
  assert.equal(await sumOf('{"z":1,"a_b":2,"a1":3}'), md5('{"a1":3,"a_b":2,"z":1}'))
  const text = JSON.stringify({ word: 'a "b" \\ \n ü €' })
  assert.equal(await sumOf(text), md5(text))
})
