import { describe } from 'node:test'
import { crash } from '../crash/cases/quick.ts'
import { authentication } from './cases/authentication.ts'
import { bodies } from './cases/bodies.ts'
import { consumer } from './cases/consumer.ts'
import { devices } from './cases/devices.ts'
import { fleet } from './cases/fleet.ts'
import { identity } from './cases/identity.ts'
import { latest } from './cases/latest.ts'
import { operations } from './cases/operations.ts'
import { protocol } from './cases/protocol.ts'
import { writes } from './cases/writes.ts'
import { architecturesUnderTest } from './support/architectures.ts'
import { serviceUnderTest } from './support/service-under-test.ts'

// One contract, whatever the architecture: the cases ask what it promises, never which one it is.
for (const architecture of architecturesUnderTest()) {
  describe(`The service in ${architecture.name}`, () => {
    const service = serviceUnderTest(architecture)
    // Every test has devices of its own, so they may run at the same time; only `operations` counts all events.
    for (const cases of [writes, identity, bodies, latest, fleet, devices, authentication, protocol]) {
      describe(cases.name, { concurrency: 4 }, () => cases(service))
    }
    if (architecture.ingest.kind === 'queued') describe(consumer.name, () => consumer(service))
    describe(operations.name, () => operations(service))
    describe(crash.name, () => crash(service)) // the last: it begins from a reset
  })
}
