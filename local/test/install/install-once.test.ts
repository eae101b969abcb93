import assert from 'node:assert/strict'
import { mkdir, readdir, readFile, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { installOnce } from '../../src/install/install-once.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

function installation(cache: string, fill: (folder: string) => Promise<void>) {
  return { name: 'thing 1.0', step: 'building it', target: join(cache, 'thing-1.0'), fill }
}

const fillWithFile = (folder: string) => writeFile(join(folder, 'file'), 'whole')

test('what is there is used, without a word', async (t) => {
  const cache = await temporaryFolder(t)
  const said: string[] = []
  await installOnce(installation(cache, fillWithFile), (line) => said.push(line))
  assert.match(said.join('\n'), /^thing 1\.0: building it\nthing 1\.0: ready after \d+\.\d s$/)
  await installOnce(installation(cache, fillWithFile), (line) => said.push(line))
  assert.equal(said.length, 2)
})

test('an installation that fails leaves nothing, and says what it could not install', async (t) => {
  const cache = await temporaryFolder(t)
  const failing = async (folder: string) => {
    await fillWithFile(folder)
    throw new Error('the network is down')
  }
  await assert.rejects(
    installOnce(installation(cache, failing), () => undefined),
    /Cannot install thing 1\.0 into .*: the network is down/,
  )
  assert.deepEqual(await readdir(cache), [])
})

test('two installations at once both succeed, with one result', async (t) => {
  const cache = await temporaryFolder(t)
  const both = Promise.withResolvers<void>()
  let filling = 0
  const together = async (folder: string) => {
    filling += 1
    if (filling === 2) both.resolve()
    await both.promise
    await fillWithFile(folder)
  }
  const once = () => installOnce(installation(cache, together), () => undefined)
  const [first, second] = await Promise.all([once(), once()])
  assert.equal(first, second)
  assert.equal(await readFile(join(first, 'file'), 'utf8'), 'whole')
  assert.deepEqual(await readdir(cache), ['thing-1.0'])
})

test('what a killed installation left is removed when nobody can be at it any more', async (t) => {
  const cache = await temporaryFolder(t)
  const abandoned = join(cache, '.thing-1.0-aBcDeF')
  await mkdir(abandoned)
  const twoHoursAgo = new Date(Date.now() - 2 * 60 * 60 * 1000)
  await utimes(abandoned, twoHoursAgo, twoHoursAgo)
  await mkdir(join(cache, '.thing-1.0-living'))
  await installOnce(installation(cache, fillWithFile), () => undefined)
  assert.deepEqual((await readdir(cache)).toSorted(), ['.thing-1.0-living', 'thing-1.0'])
})
