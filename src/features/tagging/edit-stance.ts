/** Editing a stance goes straight to one part of it: a key for the part, or at once the sign or number that it shall have. */
import * as vscode from 'vscode';
import { INTENSITIES, type Entity, type Intensity, type StanceTag } from '../../core/model';
import { quoteOf } from '../../core/pieces';
import { shorten, visible } from '../../core/text/safe';
import { BACK, pick, type PickItem } from '../../host/pick';
import { askPart, askStrength, PART_KEYS, partRows } from './stance-parts';
import { askEnd, askValue, valuesByKey } from './stance-pick';
import { nameOf, stanceOf, type Asked, type Asking } from './stance-state';

const MAIN = ['holder', 'target', 'value', 'intensity'] as const;
type Main = (typeof MAIN)[number];

export const STANCE_PARTS = [...MAIN, 'via', 'certainty', 'event', 'note'] as const;
export type StancePart = (typeof STANCE_PARTS)[number];

const KEYS: Readonly<Record<string, StancePart>> = {
  ...{ h: 'holder', t: 'target', v: 'value', i: 'intensity' },
  ...PART_KEYS,
};

/** `part`: what to change; `value`, `intensity`: what it shall be. */
type Answer = { readonly part: StancePart } | { readonly value: string } | { readonly intensity: Intensity };

export interface EditedStance {
  readonly stance: StanceTag['stance'];
  readonly note?: string;
  readonly fresh: readonly Entity[];
}

/** Asks for one part and then for what it shall be; with `part` only for the latter. Undefined: it was left. */
export async function editStance(
  asking: Asking,
  tag: StanceTag,
  part: StancePart | undefined,
): Promise<EditedStance | undefined> {
  const state: Asked = { ...tag.stance, note: tag.note, fresh: [] };
  for (;;) {
    const answer = part ? { part } : await askWhat(asking, tag, state);
    if (answer === undefined || answer === BACK) return undefined;
    const changed = 'part' in answer ? await askAgain(asking, state, answer.part) : { ...state, ...answer };
    // Back from a part is back to the choice of one, where there was such a choice.
    if (changed === undefined || (changed === BACK && part)) return undefined;
    if (changed === BACK) continue;
    const stance = stanceOf(changed);
    return stance && { stance, note: changed.note, fresh: changed.fresh };
  }
}

function askWhat(asking: Asking, tag: StanceTag, state: Asked): Promise<Answer | typeof BACK | undefined> {
  const { codebook } = asking;
  const main: readonly (readonly [key: string, label: string, part: Main, now: string | undefined])[] = [
    ['h', vscode.l10n.t('Holder…'), 'holder', nameOf(asking, state, state.holder)],
    ['t', vscode.l10n.t('Target…'), 'target', nameOf(asking, state, state.target)],
    ['v', vscode.l10n.t('Value…'), 'value', visible(codebook.value(state.value ?? '')?.label ?? state.value ?? '')],
    ['i', vscode.l10n.t('How strong…'), 'intensity', state.intensity && vscode.l10n.t('{0} of 4', state.intensity)],
  ];
  const rows = [
    ...main.map(([key, label, part, description]): PickItem<Answer> => {
      return { label: `${key}  ${label}`, description, value: { part } };
    }),
    ...partRows(asking, state).map((row): PickItem<Answer> => ({ ...row, value: { part: row.value } })),
  ];
  return pick<Answer>({
    title: vscode.l10n.t('Edit the stance “{0}”', visible(shorten(quoteOf(tag), 60))),
    placeholder: vscode.l10n.t('A letter takes a part; +, -, 0, ? the value and 1 to 4 the strength at once'),
    items: rows,
    shortcut: (typed) => {
      const part = KEYS[typed.toLowerCase()];
      if (part) return { part };
      if (/^[1-4]$/.test(typed)) return { intensity: INTENSITIES[Number(typed) - 1] as Intensity };
      const values = valuesByKey(codebook, typed);
      if (values === undefined) return undefined;
      return values.length === 1 ? { value: values[0] as string } : { part: 'value' };
    },
  });
}

function askAgain(asking: Asking, state: Asked, part: StancePart): Promise<Asked | typeof BACK | undefined> {
  switch (part) {
    case 'holder':
    case 'target':
      return askEnd(asking, state, part, undefined);
    case 'value':
      return askValue(asking, state, undefined);
    case 'intensity':
      return askStrength(state);
    default:
      return askPart(asking, state, part);
  }
}
