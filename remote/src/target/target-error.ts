/** A target cannot be measured: it is not reached, does not keep the contract, or takes no such key. */
export class TargetError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'TargetError'
  }
}
