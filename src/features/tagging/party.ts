/** Asks for one party of a stance: its holder, its target, or who reports it. */
import { say, sayable } from '../../core/base/say';
import * as vscode from 'vscode';
import type { CodebookView } from '../../core/corpus';
import { AUTHOR, type Entity } from '../../core/model';
import { choicesFor, type Offer, type Why } from '../../core/offers';
import { prepareSteps } from '../../core/find/rank';
import { foldName } from '../../core/text/fold';
import { BACK, pick, rowsOf, type PickItem } from '../../host/pick';
import type { Services } from '../../host/services';
import { inSlices } from '../../host/slices';
import { newEntity } from './entity';
import { entityRow, newRow, typedWords } from './rows';

export interface PartyQuestion {
  readonly title: string;
  readonly placeholder: string;
  /** Best first; those of them that are shown take a digit. */
  readonly offers: readonly Offer[];
  /** May it be the author? */
  readonly author: boolean;
  /** Entities that were made on the way. */
  readonly fresh: readonly Entity[];
  readonly current?: string;
  readonly step?: { readonly number: number; readonly of: number };
  /** Rows above all others while nothing is typed. */
  readonly first?: readonly PickItem<Party>[];
}

/** `id`: an entity or the author; `made`: one to be made. `plus`: a `+` was typed. `none`: nobody. */
export type Party =
  | { readonly id: string; readonly plus: boolean }
  | { readonly made: Entity; readonly plus: boolean }
  | { readonly none: true };

type Answer = Party | { readonly newName: string; readonly plus: boolean };

const WHY: Readonly<Record<Why, string>> = {
  'said-by': sayable('named as saying it'),
  speaker: sayable('speaks here'),
  passage: sayable('in the passage'),
  sentence: sayable('in the sentence'),
  paragraph: sayable('in the paragraph'),
  recent: sayable('used last'),
  source: sayable('in this source'),
};

/** Digits take rows that are offered: so many at the most. */
const DIGITS = 9;

export async function askParty(
  services: Services,
  codebook: CodebookView,
  question: PartyQuestion,
): Promise<Party | typeof BACK | undefined> {
  const entities = [...question.fresh, ...codebook.entities];
  await inSlices(prepareSteps(entities));
  const offered = offeredRows(codebook, entities, question);
  for (;;) {
    const answer = await pick<Answer>({
      title: question.title,
      placeholder: question.placeholder,
      step: question.step,
      ranked: (value) =>
        value.trim() === ''
          ? restAfter(codebook, entities, question, offered)
          : typedRows(services, codebook, entities, question, value),
      shortcut: (value) => (/^[1-9]$/.test(value) ? offered[Number(value) - 1]?.value : undefined),
      active: question.current === undefined ? undefined : (value) => 'id' in value && value.id === question.current,
    });
    if (answer === undefined || answer === BACK || !('newName' in answer)) return answer;
    const made = await newEntity(codebook, answer.newName);
    if (made === undefined) return undefined;
    if (made !== BACK) return { made, plus: answer.plus };
  }
}

function authorRow(digit: number | undefined, plus: boolean): PickItem<Answer> {
  return {
    label: `${digit === undefined ? '' : `${digit}  `}${vscode.l10n.t('Author')}`,
    description: vscode.l10n.t('the text speaks for itself'),
    value: { id: AUTHOR, plus },
  };
}

function offeredRows(
  codebook: CodebookView,
  entities: readonly Entity[],
  { offers, author }: PartyQuestion,
): PickItem<Answer>[] {
  const rows: PickItem<Answer>[] = [];
  const known = new Map(entities.map((entity) => [entity.id, entity]));
  for (const { id, name, why } of offers) {
    const digit = rows.length < DIGITS ? rows.length + 1 : undefined;
    const note = why && say(WHY[why]);
    const entity = known.get(id ?? '');
    if (id === AUTHOR) {
      if (author) rows.push(authorRow(digit, false));
    } else if (entity)
      rows.push({ ...entityRow(codebook, entity, { digit, note }), value: { id: entity.id, plus: false } });
    else if (name !== undefined) {
      const row = newRow<Answer>(name, { newName: name, plus: false }, note);
      rows.push(digit === undefined ? row : { ...row, label: `${digit}  ${row.label}` });
    }
  }
  if (author && !offers.some(({ id }) => id === AUTHOR)) rows.push(authorRow(undefined, false));
  return rows;
}

function restAfter(
  codebook: CodebookView,
  entities: readonly Entity[],
  { first = [], current }: PartyQuestion,
  offered: readonly PickItem<Answer>[],
): PickItem<Answer>[] {
  const shown = new Set(offered.flatMap(({ value }) => ('id' in value ? [value.id] : [])));
  const rest = entities.filter(({ id }) => !shown.has(id));
  return [
    ...first,
    ...offered,
    ...rowsOf(
      rest,
      (entity): PickItem<Answer> => ({ ...entityRow(codebook, entity), value: { id: entity.id, plus: false } }),
      ({ id }) => id === current,
    ),
  ];
}

function typedRows(
  services: Services,
  codebook: CodebookView,
  entities: readonly Entity[],
  { author, first = [] }: PartyQuestion,
  value: string,
): PickItem<Answer>[] {
  const { words: typed, plus } = typedWords(value);
  const wanted = foldName(typed);
  const rows = rowsOf(
    choicesFor(entities, { typed, words: '', recent: services.recents.entities() }),
    (choice): PickItem<Answer> => {
      if ('newName' in choice) return newRow<Answer>(choice.newName, { newName: choice.newName, plus });
      return { ...entityRow(codebook, choice.entity, { form: choice.form }), value: { id: choice.entity.id, plus } };
    },
  );
  const begins = (label: string): boolean => wanted !== '' && foldName(label).startsWith(wanted);
  const others = first.filter(({ label }) => begins(label));
  return author && begins(vscode.l10n.t('Author'))
    ? [authorRow(undefined, plus), ...others, ...rows]
    : [...others, ...rows];
}
