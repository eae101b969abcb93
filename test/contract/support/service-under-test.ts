import { type Acknowledgement, type Architecture, acknowledgement } from '@telemark/architecture'
import type { Deployment } from '@telemark/deployment'
import { deployed } from '../../support/deployed.ts'
import { eventually } from '../../support/eventually.ts'
import { type Send, send } from './http.ts'
import { type Device, registerDevice } from './register-device.ts'
import { storedOf } from './stored-of.ts'

/** One architecture on real servers, as its clients see it. */
export interface ServiceUnderTest {
  readonly architecture: Architecture
  readonly acknowledgement: Acknowledgement
  /** Present while tests run. */
  readonly deployment: () => Deployment
  readonly send: Send
  /** The same with the operator's key. */
  readonly sendAsOperator: Send
  /** A device of the test's own. */
  register(): Promise<Device>
  /** Checks what was written: at once where it was committed, until it holds where it was only enqueued. */
  whenStored<T>(check: () => Promise<T>): Promise<T>
  /** What PostgreSQL holds of `device`, oldest first: its own word, past the API and the cache. */
  storedOf(device: Pick<Device, 'id'>): ReturnType<typeof storedOf>
}

/** Stands `architecture` up before the tests of the calling suite, and takes it down after them. */
export function serviceUnderTest(architecture: Architecture): ServiceUnderTest {
  const deployment = deployed(architecture, { devices: 3 })
  const service: ServiceUnderTest = {
    architecture,
    acknowledgement: acknowledgement(architecture),
    deployment,
    send: (path, call) => send(new URL(path, deployment().url), call),
    sendAsOperator: (path, call = {}) =>
      service.send(path, {
        ...call,
        headers: { authorization: `Bearer ${deployment().operatorKey}`, ...call.headers },
      }),
    register: () => registerDevice(service),
    whenStored: (check) => (service.acknowledgement === 'enqueued' ? eventually(check) : check()),
    storedOf: (device) => storedOf(deployment(), device),
  }
  return service
}
