import { after, before } from 'node:test'
import { fileURLToPath } from 'node:url'
import { type Acknowledgement, type Architecture, acknowledgement } from '@telemark/architecture'
import { type Deployment, defaultSizes, type StoredEvent } from '@telemark/deployment'
import { localPlatform } from '@telemark/local'
import { serviceMain } from '@telemark/service'
import { eventually } from './eventually.ts'
import { type Send, send } from './http.ts'
import { type Device, registerDevice } from './register-device.ts'

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
  storedOf(device: Device): Promise<readonly StoredEvent[]>
}

/** Stands `architecture` up before the tests of the calling suite, and takes it down after them. */
export function serviceUnderTest(architecture: Architecture): ServiceUnderTest {
  let running: Deployment | undefined
  before(async () => {
    running = await deploy(architecture)
  })
  after(async () => {
    await running?.[Symbol.asyncDispose]()
  })

  const deployment = () => {
    if (running === undefined) throw new Error(`${architecture.name} does not stand yet`)
    return running
  }
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

async function deploy(architecture: Architecture): Promise<Deployment> {
  const platform = localPlatform({ serviceMain: fileURLToPath(serviceMain), separateCores: false })
  const plan = {
    architecture,
    sizes: defaultSizes,
    coresPerVcpu: 1,
    fleet: { devices: 3, eventsPerDevice: 2 },
    compression: 1,
  }
  return platform.start(plan, AbortSignal.timeout(120_000))
}

async function storedOf(deployment: Deployment, device: Device): Promise<readonly StoredEvent[]> {
  const events: StoredEvent[] = []
  for await (const event of deployment.stored()) {
    if (event.deviceId === device.id) events.push(event)
  }
  return events.sort((a, b) => a.eventTime - b.eventTime || (a.eventId < b.eventId ? -1 : 1))
}
