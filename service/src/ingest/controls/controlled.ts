import type { Acknowledgement, Control } from '@telemark/architecture'
import type { Accept, Outcome } from '../../telemetry/outcome.ts'
import { answerEarly } from './answer-early.ts'
import { loseOne } from './lose-one.ts'

const answers: Readonly<Record<Acknowledgement, Outcome>> = {
  committed: { kind: 'committed', duplicate: false },
  enqueued: { kind: 'enqueued' },
  none: { kind: 'discarded' },
}

/** `accept` with the defect that is planted in it; `accept` itself where there is none. */
export function controlled(
  accept: Accept,
  control: Control | undefined,
  acknowledgement: Acknowledgement,
): Accept {
  const answer = answers[acknowledgement]
  switch (control?.kind) {
    case undefined:
    case 'slower': // it costs the whole request, not the event
      return accept
    case 'losesOne':
      return loseOne(accept, { ...control, answer })
    case 'answersEarly':
      return answerEarly(accept, { ...control, answer })
  }
}
