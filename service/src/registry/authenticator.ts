import { timingSafeEqual } from 'node:crypto'
import type { DeviceCache } from './device-cache.ts'
import { DeviceDisabled } from './device-disabled.ts'
import { hashKey, matchesAny, newApiKey } from './keys.ts'
import type { RegisteredDevice } from './registry.ts'

type Answer<T> = T | undefined | Promise<T | undefined>

/**
 * Who is calling? `undefined`: not who the caller claims to be; whether the device exists is not told. A disabled device with the
 * right key is told so: throws `DeviceDisabled`.
 */
export interface Authenticator {
  /** The device `deviceId`, if `apiKey` is one of its keys. Answers at once when the device is cached. */
  device(deviceId: string, apiKey: string): Answer<RegisteredDevice>
  /** The device that has this key. */
  deviceOfKey(apiKey: string): Promise<RegisteredDevice | undefined>
  /** Whether this is the operator's key. */
  isOperator(key: string): boolean
}

/** What a key is compared with where there is no device: the clock does not tell either which ids exist. */
const keysOfNobody = [hashKey(newApiKey())]

/** Authenticates against the cached registry and the operator's key. */
export function authenticator(cache: DeviceCache, operatorKey: string): Authenticator {
  const operatorHash = hashKey(operatorKey)

  /** Keys and whether the device is enabled may have changed in another task since the device was cached. */
  async function afterRefresh(deviceId: string, apiKey: string): Promise<RegisteredDevice | undefined> {
    const device = await cache.refresh(deviceId)
    if (device === undefined || !matchesAny(apiKey, device.keyHashes)) return undefined
    if (!device.enabled) throw new DeviceDisabled(deviceId)
    return device
  }

  function verify(
    device: RegisteredDevice | undefined,
    deviceId: string,
    apiKey: string,
  ): Answer<RegisteredDevice> {
    const matches = matchesAny(apiKey, device?.keyHashes ?? keysOfNobody)
    if (device === undefined) return undefined
    return matches && device.enabled ? device : afterRefresh(deviceId, apiKey)
  }

  return {
    device(deviceId, apiKey) {
      const found = cache.find(deviceId)
      return found instanceof Promise
        ? found.then((device) => verify(device, deviceId, apiKey))
        : verify(found, deviceId, apiKey)
    },
    async deviceOfKey(apiKey) {
      const device = await cache.findByKey(hashKey(apiKey))
      return device === undefined ? undefined : verify(device, device.deviceId, apiKey)
    },
    isOperator: (key) => timingSafeEqual(hashKey(key), operatorHash),
  }
}
