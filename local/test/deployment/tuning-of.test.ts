import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { kafka } from '@telemark/architecture'
import { defaultSizes } from '@telemark/deployment'
import { localPlatform } from '@telemark/local'

const serviceMain = fileURLToPath(import.meta.resolve('@telemark/service/main'))

test('how everything will be set up is known before anything is started', async (t) => {
  const plan = {
    architecture: kafka,
    sizes: defaultSizes,
    coresPerVcpu: 0.1,
    fleet: { devices: 1, eventsPerDevice: 1 },
    compression: 12,
  }
  const tuning = (await localPlatform({ serviceMain }).tuning?.(plan, t.signal)) ?? {}
  assert.equal(tuning['envelope of postgres'], '0.2000 core, 4096 MiB')
  assert.equal(tuning['PostgreSQL shared_buffers'], '1024MB')
  assert.equal(tuning['linger, ms'], '5')
  assert.equal(tuning['connections of a task to PostgreSQL'], '10')
})
