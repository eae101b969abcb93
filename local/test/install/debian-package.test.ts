import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseSimulation } from '../../src/install/debian-package.ts'

test('what apt-get would install is read from its simulation', () => {
  const text = [
    'The following NEW packages will be installed:',
    'Inst liblzf1 (3.6-3 Debian:12.15/oldstable [amd64])',
    'Inst libssl3 [3.0.1-1] (3.0.2-1 Debian-Security:12/oldstable-security [amd64])',
    'Inst redis-tools (5:7.0.15-1~deb12u10 Debian-Security:12/oldstable-security [amd64])',
    'Conf redis-tools (5:7.0.15-1~deb12u10 Debian-Security:12/oldstable-security [amd64])',
  ].join('\n')
  assert.deepEqual(parseSimulation(text), [
    { name: 'liblzf1', version: '3.6-3' },
    { name: 'libssl3', version: '3.0.2-1' },
    { name: 'redis-tools', version: '5:7.0.15-1~deb12u10' },
  ])
})
