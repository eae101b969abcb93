/**
 * The entity tag of a latest event: its identity within the device. Weak, because the same event may come from
 * the cache or from PostgreSQL with its measurements in another order.
 */
export function latestEtag(event: { readonly eventId: string; readonly eventTime: number }): string {
  return `W/"${event.eventId}.${event.eventTime.toString(36)}"`
}
