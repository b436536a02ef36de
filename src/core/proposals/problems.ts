/** What is wrong with a proposals file, as data with places in its text. */
import type { Refusal } from '../model';
import type { Judged, ProposalsReading, RefusedItem } from './model';

export interface ProposalsProblem extends Omit<RefusedItem, 'code'> {
  /** One of {@link REFUSED_CODES}, or the file is not read: the reason of its refusal. */
  readonly code: RefusedItem['code'] | Refusal['code'] | 'orphan';
  readonly severity: 'error' | 'warning' | 'information';
}

/** `judged` undefined: the source is not there. */
export function problemsOfProposals(reading: ProposalsReading, judged: Judged | undefined): ProposalsProblem[] {
  if (!reading.ok) {
    const { code, message, detail, from, to } = reading.refusal;
    const data = detail === undefined ? [message] : [message, detail];
    return [{ code, severity: 'error', words: detail === undefined ? '{0}.' : '{0} ({1}).', data, from, to }];
  }
  const { value } = reading;
  const around = value.faults.map(({ message, detail, from, to }): ProposalsProblem => {
    const data = detail === undefined ? [message] : [message, detail];
    return { code: 'bad-proposal', severity: 'warning', words: data.length === 1 ? '{0}' : '{0}: {1}', data, from, to };
  });
  if (!judged) {
    const words = 'The source of these proposals is not there: bring it back, or delete this file.';
    return [...around, { code: 'orphan', severity: 'warning', words, data: [], from: 0, to: 0 }];
  }
  return [...around, ...judged.refused.map((one): ProposalsProblem => ({ ...one, severity: 'warning' }))];
}
