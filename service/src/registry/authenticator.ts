import { timingSafeEqual } from 'node:crypto'
import type { DeviceCache } from './device-cache.ts'
import { hashKey, matchesAny } from './keys.ts'
import type { RegisteredDevice } from './registry.ts'

type Answer<T> = T | undefined | Promise<T | undefined>

/** Who is calling? `undefined`: not who the caller claims to be; whether the device exists is not told. */
export interface Authenticator {
  /** The device `deviceId`, if `apiKey` is one of its keys. Answers at once when the device is cached. */
  device(deviceId: string, apiKey: string): Answer<RegisteredDevice>
  /** The device that has this key. */
  deviceOfKey(apiKey: string): Promise<RegisteredDevice | undefined>
  /** Whether this is the operator's key. */
  isOperator(key: string): boolean
}

/** Authenticates against the cached registry and the operator's key. */
export function authenticator(cache: DeviceCache, operatorKey: string): Authenticator {
  const operatorHash = hashKey(operatorKey)

  async function afterRefresh(deviceId: string, apiKey: string): Promise<RegisteredDevice | undefined> {
    const device = await cache.refresh(deviceId)
    return device !== undefined && matchesAny(apiKey, device.keyHashes) ? device : undefined
  }

  function verify(
    device: RegisteredDevice | undefined,
    deviceId: string,
    apiKey: string,
  ): Answer<RegisteredDevice> {
    if (device === undefined) return undefined
    // A key that does not match may have been added by another task since the device was cached.
    return matchesAny(apiKey, device.keyHashes) ? device : afterRefresh(deviceId, apiKey)
  }

  return {
    device(deviceId, apiKey) {
      const found = cache.find(deviceId)
      return found instanceof Promise
        ? found.then((device) => verify(device, deviceId, apiKey))
        : verify(found, deviceId, apiKey)
    },
    deviceOfKey: (apiKey) => cache.findByKey(hashKey(apiKey)),
    isOperator: (key) => timingSafeEqual(hashKey(key), operatorHash),
  }
}
