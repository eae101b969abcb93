import type { Acknowledgement } from '@telemark/architecture'

/** What a success answer to a write promises, in words. */
export const acknowledgements = {
  committed: {
    brief: 'committed',
    short: 'committed in PostgreSQL',
    survives: 'the death of any process, and the loss of power: PostgreSQL has written its log to disk',
    not: 'the loss of the disk or the node',
  },
  enqueued: {
    brief: 'enqueued',
    short: 'enqueued in Kafka',
    survives:
      'the death of any process: one broker holds the event in the page cache of the machine (acks=all of one replica)',
    not: 'the loss of power or of the node before the page cache is written',
  },
  none: {
    brief: 'at once',
    short: 'at once',
    survives: 'nothing: the event is stored nowhere',
    not: 'anything',
  },
} as const satisfies Record<
  Acknowledgement,
  { readonly brief: string; readonly short: string; readonly survives: string; readonly not: string }
>
