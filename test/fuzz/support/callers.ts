import type { Device } from '../../contract/support/register-device.ts'

/** Who calls: the operator, and for each operation a device of its own, so that what one does to its device spoils no other. */
export interface Callers {
  readonly operatorKey: string
  deviceOf(operationId: string): Pick<Device, 'id' | 'key'>
  /** The id of an event of the stream, as the server has sent it to the device of `streamEvents`; that device has stored another one since. */
  readonly streamedId: string
  /** Calls what may end without an answer: nobody knows what is stored of it. */
  readonly uncertain: Pick<Device, 'id' | 'key'>
}
