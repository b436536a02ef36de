/** What a sidecar says beside its tags: it stays when they go, and is kept from one session to the next. */
import type { SourceView } from '../corpus';
import type { Sidecar } from '../sidecar';

export type Brief = Pick<Sidecar, 'details' | 'dismissed' | 'rejected' | 'finished' | 'faults'>;

const NO_FAULTS: SourceView['faults'] = [];
export const NO_DETAILS: SourceView['details'] = new Map();
const NOTHING: Brief = { details: NO_DETAILS, dismissed: [], rejected: [], finished: false, faults: NO_FAULTS };

export function briefOf(sidecar: Sidecar | undefined): Brief {
  if (!sidecar) return NOTHING;
  const { details, dismissed, rejected, finished, faults } = sidecar;
  return { details, dismissed, rejected, finished, faults: faults.length > 0 ? faults : NO_FAULTS };
}

/** A {@link Brief} without faults as JSON has it; 0: it says nothing. */
export type BriefJson =
  0 | readonly [readonly (readonly [string, string])[], Brief['dismissed'], Brief['rejected'], boolean];

/** Undefined: there are faults, which are said in the words of the session that meets them. */
export function toJson({ details, dismissed, rejected, finished, faults }: Brief): BriefJson | undefined {
  if (faults.length > 0) return undefined;
  if (details.size + dismissed.length + rejected.length === 0 && !finished) return 0;
  return [[...details], dismissed, rejected, finished];
}

export function fromJson(json: BriefJson): Brief {
  if (json === 0) return NOTHING;
  const [details, dismissed, rejected, finished] = json;
  return { details: new Map(details), dismissed, rejected, finished, faults: NO_FAULTS };
}
