/** The questions of a stance: whose, toward whom, which, how strong; and what may be said besides, one key each. */
import * as vscode from 'vscode';
import type { CodebookView } from '../../core/corpus';
import { guideOf } from '../../core/codebook/guide';
import { AUTHOR, type Axis, type Entity, type Stance, type StanceValue } from '../../core/model';
import { reporterChain } from '../../core/offers';
import { foldName } from '../../core/text/fold';
import { label, visible } from '../../core/text/safe';
import { BACK, pick, runSteps, type PickItem } from '../../host/pick';
import { askParty } from './party';
import { askLast } from './stance-parts';
import { nameOf, stanceOf, type Asked, type Asking, type Step } from './stance-state';

/** Asks holder, target, value, intensity, and the optional parts. */
export async function askStance(
  asking: Asking,
): Promise<{ stance: Stance; note?: string; fresh: readonly Entity[] } | undefined> {
  const done = await runSteps<Asked>({ fresh: [] }, [
    (state, step) => askEnd(asking, state, 'holder', step),
    (state, step) => askEnd(asking, state, 'target', step),
    (state, step) => askValue(asking, prefilled(asking, state), step),
    (state, step) => askLast(asking, state, step),
  ]);
  const stance = done && stanceOf(done);
  return stance && { stance, note: done.note, fresh: done.fresh };
}

/** What the text itself tells of a stance of this holder: who reports it, and how sure it is. Shown at the last step. */
function prefilled({ offers }: Asking, state: Asked): Asked {
  const by = offers.saidBy;
  const via =
    state.holder !== AUTHOR && by?.id !== undefined && by.id !== state.holder
      ? reporterChain(by.id, by.why)
      : undefined;
  return { ...state, via, certainty: state.holder === AUTHOR ? undefined : offers.certainty };
}

export async function askEnd(
  asking: Asking,
  state: Asked,
  end: 'holder' | 'target',
  step: Step,
): Promise<Asked | typeof BACK | undefined> {
  const { services, codebook, offers } = asking;
  const answer = await askParty(services, codebook, {
    title:
      end === 'holder'
        ? vscode.l10n.t('Whose stance?')
        : vscode.l10n.t('{0} → toward whom?', nameOf(asking, state, state.holder)),
    placeholder:
      end === 'holder'
        ? vscode.l10n.t('Who takes a position here? A digit takes its row')
        : vscode.l10n.t('Whom is the position about? A digit takes its row'),
    offers: end === 'holder' ? offers.holders : offers.targets.filter(({ id }) => id !== state.holder),
    author: end === 'holder',
    fresh: state.fresh,
    current: state[end],
    step,
  });
  if (answer === undefined || answer === BACK || 'none' in answer) return answer === BACK ? BACK : undefined;
  if ('id' in answer) return { ...state, [end]: answer.id };
  return { ...state, [end]: answer.made.id, fresh: [...state.fresh, answer.made] };
}

const SIGN = { positive: '+', negative: '−', neutral: '0', mixed: '±', unclear: '?' } as const;

/** Keys for an axis, whatever sign the label shows: no keyboard has `−` or `±`. */
const KEYS: Readonly<Record<string, Axis>> = {
  ...{ '+': 'positive', '-': 'negative', '−': 'negative', '0': 'neutral', '?': 'unclear', '~': 'mixed', '±': 'mixed' },
};

/** The values of the axis that a key means; undefined: it means none. */
export function valuesByKey(codebook: CodebookView, key: string): readonly string[] | undefined {
  const axis = KEYS[key.trim()];
  return axis && codebook.stances.filter((one) => one.axis === axis).map(({ id }) => id);
}

export async function askValue(asking: Asking, state: Asked, step: Step): Promise<Asked | typeof BACK | undefined> {
  const { codebook } = asking;
  const value = await pick<string>({
    title: vscode.l10n.t(
      '{0} → {1}: which stance?',
      nameOf(asking, state, state.holder),
      nameOf(asking, state, state.target),
    ),
    placeholder: vscode.l10n.t('+, -, 0, ?, ~ (mixed), or type a word'),
    ranked: (typed) => valueRows(codebook, typed),
    shortcut: (typed) => {
      const values = valuesByKey(codebook, typed);
      return values?.length === 1 ? values[0] : undefined;
    },
    step,
    active: state.value === undefined ? undefined : (one) => one === state.value,
  });
  return value === undefined || value === BACK ? value : { ...state, value };
}

/** What the value means and where its borders are, on one line. */
function valueDetail(value: StanceValue): string | undefined {
  const parts = guideOf(value).filter((_, i) => i < 3);
  const words = parts.map(([title, text]) => (text === value.definition ? text : `${title}: ${text}`)).join(' ');
  return label(words, 240) || undefined;
}

/** All values; while something is typed those that begin with it, then those with a word that does, then those that hold it. */
function valueRows(codebook: CodebookView, typed: string): PickItem<string>[] {
  const wanted = foldName(typed);
  const keyed = valuesByKey(codebook, typed);
  const rank = (label: string, id: string, axis: Axis): number => {
    if (keyed) return keyed.includes(id) ? 0 : 9;
    const folded = foldName(label);
    if (folded.startsWith(wanted)) return 0;
    if (folded.includes(` ${wanted}`)) return 1;
    return folded.includes(wanted) ? 2 : axis.startsWith(wanted) ? 3 : 9;
  };
  return codebook.stances
    .map((one) => ({ one, rank: rank(one.label, one.id, one.axis) }))
    .filter(({ rank: place }) => place < 9)
    .sort((a, b) => a.rank - b.rank)
    .map(({ one }) => ({
      label: `${SIGN[one.axis]}  ${visible(one.label)}`,
      description: vscode.l10n.t(one.axis),
      detail: valueDetail(one),
      value: one.id,
    }));
}
