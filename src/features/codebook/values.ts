/** Work on stance values, and the colours of types and values. */
import * as vscode from 'vscode';
import type { CodebookChange } from '../../core/changes';
import { safeColor } from '../../core/codebook/color';
import type { Corpus } from '../../core/corpus';
import { usageOfValue } from '../../core/refactor/references';
import { deleteValue, mergeValues, renameValue } from '../../core/refactor/values';
import { label, visible } from '../../core/text/safe';
import { argumentsOf, optionalFlag, optionalText, optionalTexts, type Arguments } from '../../host/arguments';
import { Failure } from '../../host/commands';
import { corpusFor } from '../../host/corpus';
import { askText, BACK, pick } from '../../host/pick';
import type { Services } from '../../host/services';
import { carryOut, type Refactored } from './apply';
import { askValue, askWords, valueById } from './ask';
import { counted } from '../../core/words/count';

type Done = Promise<Refactored | undefined>;
const t = vscode.l10n.t;

function corpusWithValue(services: Services, given: Arguments, id: string | undefined): Promise<Corpus> {
  return corpusFor(services, given, ({ codebook }) => id === undefined || codebook.value(id) !== undefined);
}

/** `{value, label?}`. */
export async function renameStanceValue(services: Services, args: unknown): Done {
  const given = argumentsOf(args);
  const corpus = await corpusWithValue(services, given, optionalText(given, 'value'));
  const value = await askValue(corpus, given, t('Rename which stance value?'));
  if (!value) return undefined;
  const wanted = await askWords(optionalText(given, 'label') ?? optionalText(given, 'name'), {
    title: t('Rename {0}', label(value.label, 60)),
    prompt: t('The label, as people read it'),
    value: value.label,
    wrong: (typed) => (typed.trim() === '' ? t('A stance value needs a label.') : undefined),
  });
  if (wanted === undefined) return undefined;
  return carryOut(services, corpus, given, {
    step: 'Rename a stance value',
    words: 'Rename {0} to {1}?',
    data: [value.label, wanted],
    button: 'Rename',
    entities: [value.id],
    changes: (now) => renameValue(now, value.id, wanted),
  });
}

/** `{from: [ids], into?}` or `{value, into?}`. */
export async function mergeStanceValues(services: Services, args: unknown): Done {
  const given = argumentsOf(args);
  const named = optionalTexts(given, 'from') ?? [];
  const single = optionalText(given, 'value');
  const ids = named.length > 0 ? named : single === undefined ? [] : [single];
  const corpus = await corpusWithValue(services, given, ids[0]);
  if (ids.length === 0) {
    const first = await askValue(corpus, given, t('Merge which stance value into another?'));
    if (!first) return undefined;
    ids.push(first.id);
  }
  const labels = ids.map((id) => valueById(corpus.codebook, id).label).join(', ');
  const into = await askValue(corpus, given, t('Merge {0} into', label(labels, 60)), { key: 'into', but: ids });
  if (!into) return undefined;
  return carryOut(services, corpus, given, {
    step: 'Merge stance values',
    words: 'Merge {0} into {1}?',
    data: [labels, into.label],
    button: 'Merge',
    entities: [into.id, ...ids.filter((id) => id !== into.id)],
    changes: (now) => mergeValues(now, ids, into.id),
  });
}

/** `{value, reassign?: id, remove?: true}`. */
export async function deleteStanceValue(services: Services, args: unknown): Done {
  const given = argumentsOf(args);
  const corpus = await corpusWithValue(services, given, optionalText(given, 'value'));
  const value = await askValue(corpus, given, t('Delete which stance value?'));
  if (!value) return undefined;
  const used = usageOfValue(corpus, value.id).length;
  let reassign = optionalText(given, 'reassign');
  if (used > 0 && reassign === undefined && optionalFlag(given, 'remove') !== true) {
    const what = await pick<'reassign' | 'remove'>({
      title: t('Delete {0}', label(value.label, 60)),
      placeholder: t('In use: {0}. What becomes of them?', counted(used, 'stance')),
      items: [
        { label: t('Give them another value…'), value: 'reassign' },
        { label: t('Remove these tags'), value: 'remove' },
      ],
    });
    if (what === undefined || what === BACK) return undefined;
    if (what === 'reassign') {
      const other = await askValue(corpus, {}, t('Which value instead?'), { but: [value.id] });
      if (!other) return undefined;
      reassign = other.id;
    }
  }
  return carryOut(services, corpus, given, {
    step: 'Delete a stance value',
    words: reassign === undefined ? 'Delete {0} and its stances?' : 'Delete {0} and give its stances to {1}?',
    data: [value.label, reassign === undefined ? '' : valueById(corpus.codebook, reassign).label],
    button: 'Delete',
    entities: [value.id],
    changes: (now) => deleteValue(now, value.id, reassign),
  });
}

/** Colours that can be told apart on light and on dark ground. */
const COLORS: readonly (readonly [name: string, color: string])[] = [
  ['Blue', '#3b82c4'],
  ['Teal', '#2a9d8f'],
  ['Green', '#4c9a45'],
  ['Yellow', '#b8860b'],
  ['Orange', '#d0742b'],
  ['Red', '#d05050'],
  ['Pink', '#c95f92'],
  ['Violet', '#8e6bc7'],
  ['Grey', '#7d8590'],
];

/** `{type | value, color?}`: a colour as `#rrggbb`. An entity takes the colour of its type. */
export async function recolor(services: Services, args: unknown): Done {
  const given = argumentsOf(args);
  const [type, value] = [optionalText(given, 'type'), optionalText(given, 'value')];
  const corpus = await corpusFor(
    services,
    given,
    ({ codebook }) =>
      (type === undefined || codebook.type(type) !== undefined) && (value === undefined || !!codebook.value(value)),
  );
  const { codebook } = corpus;
  const what =
    type !== undefined
      ? { kind: 'type' as const, id: type }
      : value !== undefined
        ? { kind: 'value' as const, id: value }
        : await askWhat(corpus);
  if (!what) return undefined;
  const one = what.kind === 'type' ? codebook.type(what.id) : codebook.value(what.id);
  if (!one) throw new Failure('The codebook does not have “{0}”.', [what.id]);
  const color = optionalText(given, 'color') ?? (await askColor(one.label, one.color));
  if (color === undefined) return undefined;
  if (safeColor(color) === undefined) throw new Failure('“{0}” is not a colour such as #3b82c4.', [color]);
  const change: CodebookChange =
    what.kind === 'type'
      ? { op: 'set-type', id: what.id, set: { color } }
      : { op: 'set-value', id: what.id, set: { color } };
  return carryOut(services, corpus, given, {
    step: 'Change a colour',
    words: 'Change the colour of {0}?',
    data: [one.label],
    button: 'Change',
    entities: [what.id],
    changes: (now) => [{ kind: 'codebook', uri: now.codebook.uri, changes: [change] }],
  });
}

async function askWhat({ codebook }: Corpus): Promise<{ kind: 'type' | 'value'; id: string } | undefined> {
  const chosen = await pick<{ kind: 'type' | 'value'; id: string }>({
    title: t('Change Colour'),
    placeholder: t('Of what?'),
    items: [
      ...codebook.types.map(({ id, label: name }) => ({
        label: visible(name),
        description: t('entity type'),
        value: { kind: 'type' as const, id },
      })),
      ...codebook.stances.map(({ id, label: name }) => ({
        label: visible(name),
        description: t('stance value'),
        value: { kind: 'value' as const, id },
      })),
    ],
  });
  return chosen === BACK ? undefined : chosen;
}

async function askColor(name: string, now: string | undefined): Promise<string | undefined> {
  const chosen = await pick<string>({
    title: t('Colour of {0}', label(name, 60)),
    placeholder: now === undefined ? t('Which colour?') : t('Now: {0}', label(now, 20)),
    items: [
      ...COLORS.map(([word, color]) => ({ label: t(word), description: color, value: color })),
      { label: t('Another one…'), value: '' },
    ],
  });
  if (chosen !== '') return chosen === BACK ? undefined : chosen;
  const typed = await askText({
    title: t('Colour of {0}', label(name, 60)),
    prompt: t('As #rrggbb'),
    value: now,
    wrong: (text) => (safeColor(text.trim()) === undefined ? t('A colour is written as #3b82c4.') : undefined),
  });
  return typeof typed === 'string' ? typed.trim() : undefined;
}
