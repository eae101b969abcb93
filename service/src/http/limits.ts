/** Bytes of a body that is one document, and of one event in a batch. */
export const maxBodyBytes = 64 * 1024

/** Events of a batch. */
export const maxBatchEvents = 1000
/** Bytes of a batch as it is sent, compressed or not. */
export const maxBatchBytes = 1024 * 1024
/** Bytes of a compressed batch once it is inflated. */
export const maxInflatedBytes = 8 * 1024 * 1024
