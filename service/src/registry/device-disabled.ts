/** The key is right, and its device may do nothing for now. Thrown, so that no route can forget to ask. */
export class DeviceDisabled extends Error {
  constructor(deviceId: string) {
    super(`The device ${deviceId} is disabled.`)
    this.name = 'DeviceDisabled'
  }
}
