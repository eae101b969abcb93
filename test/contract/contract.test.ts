import { describe } from 'node:test'
import { crash } from '../crash/cases/quick.ts'
import { architecturesUnderTest } from '../support/architectures.ts'
import { aggregate } from './cases/aggregate.ts'
import { authentication } from './cases/authentication.ts'
import { batch } from './cases/batch.ts'
import { batchProtocol } from './cases/batch-protocol.ts'
import { bodies } from './cases/bodies.ts'
import { consumer } from './cases/consumer.ts'
import { deadLetters } from './cases/dead-letters.ts'
import { devices } from './cases/devices.ts'
import { disabled } from './cases/disabled.ts'
import { documentation } from './cases/documentation.ts'
import { fleet } from './cases/fleet.ts'
import { history } from './cases/history.ts'
import { historyStreams } from './cases/history-streams.ts'
import { identity } from './cases/identity.ts'
import { keys } from './cases/keys.ts'
import { latest } from './cases/latest.ts'
import { operations } from './cases/operations.ts'
import { pipeline } from './cases/pipeline.ts'
import { protocol } from './cases/protocol.ts'
import { rateLimits } from './cases/rate-limits.ts'
import { received } from './cases/received.ts'
import { registry } from './cases/registry.ts'
import { removal } from './cases/removal.ts'
import { storedEvent } from './cases/stored-event.ts'
import { stream } from './cases/stream.ts'
import { writes } from './cases/writes.ts'
import { serviceUnderTest } from './support/service-under-test.ts'

const registered = [registry, keys, disabled, removal, rateLimits]

// One contract, whatever the architecture: the cases ask what it promises, never which one it is.
for (const architecture of architecturesUnderTest()) {
  describe(`The service in ${architecture.name}`, () => {
    const service = serviceUnderTest(architecture)
    // Every test has devices of its own, so they may run at the same time; only `operations` counts all events.
    for (const cases of [
      writes,
      identity,
      bodies,
      latest,
      fleet,
      history,
      historyStreams,
      aggregate,
      storedEvent,
      devices,
      authentication,
      protocol,
      documentation,
      stream,
      received,
      batch,
      batchProtocol,
      ...registered,
    ]) {
      describe(cases.name, { concurrency: 4 }, () => cases(service))
    }
    if (architecture.ingest.kind === 'queued') {
      describe(consumer.name, () => consumer(service))
      describe(deadLetters.name, () => deadLetters(service))
    }
    describe(pipeline.name, () => pipeline(service))
    describe(operations.name, () => operations(service))
    describe(crash.name, () => crash(service)) // the last: it begins from a reset
  })
}
