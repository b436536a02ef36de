/** The last step of a stance, how strong it is, and its optional parts, a key each: reporter, certainty, event, note. */
import * as vscode from 'vscode';
import { AUTHOR, CERTAINTIES, INTENSITIES, type Certainty, type Entity, type Intensity } from '../../core/model';
import { choicesFor, reporterChain } from '../../core/offers';
import { foldName } from '../../core/text/fold';
import { shorten, visible } from '../../core/text/safe';
import { inPlainWords } from '../../core/words/sentence';
import { voicePhrase } from '../../core/words/voice';
import { askText, BACK, pick, rowsOf, type PickItem } from '../../host/pick';
import { askParty } from './party';
import { entityRow } from './rows';
import { nameOf, type Asked, type Asking, type Step } from './stance-state';

type Left = typeof BACK | undefined;

export const PARTS = ['via', 'certainty', 'event', 'note'] as const;
export type Part = (typeof PARTS)[number];

/** The key of each optional part, at the last step and when a stance is edited. */
export const PART_KEYS: Readonly<Record<string, Part>> = { r: 'via', c: 'certainty', e: 'event', n: 'note' };

const STRENGTHS = { 1: 'slight', 2: 'moderate', 3: 'strong', 4: 'extreme' } as const;

type Last = Intensity | 'open' | Part;

export async function askLast(asking: Asking, state: Asked, step: Step): Promise<Asked | Left> {
  let now = state;
  for (;;) {
    const answer = await pick<Last>({
      title: vscode.l10n.t('How strong is it?'),
      placeholder: vscode.l10n.t('1 to 4 ends it, Enter leaves it open; r, c, e, n say more'),
      ranked: (typed) => (typed === '' ? [...strengthRows(), ...partRows(asking, now)] : strengthRows()),
      step,
      shortcut: (typed) => (/^[1-4]$/.test(typed) ? (Number(typed) as Intensity) : PART_KEYS[typed.toLowerCase()]),
      active: now.intensity === undefined ? undefined : (value) => value === now.intensity,
    });
    if (answer === undefined || answer === BACK) return answer;
    if (answer === 'open') return { ...now, intensity: undefined };
    if (typeof answer === 'number') return { ...now, intensity: answer };
    const asked = await askPart(asking, now, answer);
    if (asked === undefined) return undefined;
    if (asked !== BACK) now = asked;
  }
}

function strengthRows(): PickItem<Intensity | 'open'>[] {
  return [
    { label: vscode.l10n.t('Leave it open'), value: 'open' },
    ...INTENSITIES.map((one) => ({
      label: `${one}  ${vscode.l10n.t(STRENGTHS[one])}`,
      description: vscode.l10n.t('{0} of 4', one),
      value: one,
    })),
  ];
}

/** How strong, alone: for a stance that is there. */
export async function askStrength(state: Asked): Promise<Asked | Left> {
  const answer = await pick<Intensity | 'open'>({
    title: vscode.l10n.t('How strong is it?'),
    placeholder: vscode.l10n.t('Enter leaves it open'),
    items: strengthRows(),
    shortcut: (typed) => (/^[1-4]$/.test(typed) ? (Number(typed) as Intensity) : undefined),
    active: (value) => value === (state.intensity ?? 'open'),
  });
  if (answer === undefined || answer === BACK) return answer;
  return { ...state, intensity: answer === 'open' ? undefined : answer };
}

/** The optional parts with what they say now. */
export function partRows(asking: Asking, state: Asked): PickItem<Part>[] {
  const { via, certainty, event, note } = state;
  return [
    {
      label: `r  ${vscode.l10n.t('Reported by…')}`,
      description: via ? voiceOf(asking, state) : undefined,
      value: 'via',
    },
    {
      label: `c  ${vscode.l10n.t('How certain…')}`,
      description: certainty && vscode.l10n.t(certainty),
      value: 'certainty',
    },
    {
      label: `e  ${vscode.l10n.t('On which event…')}`,
      description: event === undefined ? undefined : nameOf(asking, state, event),
      value: 'event',
    },
    {
      label: `n  ${vscode.l10n.t('Note…')}`,
      description: note === undefined ? undefined : visible(shorten(note, 60)),
      value: 'note',
    },
  ];
}

function voiceOf({ codebook }: Asking, { holder = AUTHOR, via, fresh }: Asked): string {
  const known = { ...codebook, entity: (id: string) => fresh.find((one) => one.id === id) ?? codebook.entity(id) };
  return inPlainWords(voicePhrase(known, { holder, via }), (text) => visible(shorten(text, 40)));
}

export function askPart(asking: Asking, state: Asked, part: Part): Promise<Asked | Left> {
  switch (part) {
    case 'via':
      return askVia(asking, state);
    case 'certainty':
      return askCertainty(state);
    case 'event':
      return askEvent(asking, state);
    case 'note':
      return askNote(state);
  }
}

async function askVia(asking: Asking, state: Asked): Promise<Asked | Left> {
  const { services, codebook, offers } = asking;
  const candidates = offers.reporters.filter(({ id }) => id !== state.holder || id === AUTHOR);
  const chain = state.via ?? [];
  const answer = await askParty(services, codebook, {
    title:
      chain.length > 0
        ? vscode.l10n.t('Reported by whom? Now: {0}', voiceOf(asking, state))
        : vscode.l10n.t('Reported by whom?'),
    placeholder: vscode.l10n.t('Who says that the holder takes this position? + adds to the chain'),
    offers: state.holder === AUTHOR ? candidates.filter(({ id }) => id !== AUTHOR) : candidates,
    author: state.holder !== AUTHOR,
    fresh: state.fresh,
    current: chain.at(-1),
    first: chain.length > 0 ? [{ label: vscode.l10n.t('Nobody else'), value: { none: true } }] : [],
  });
  if (answer === undefined || answer === BACK) return answer;
  if ('none' in answer) return { ...state, via: undefined };
  const id = 'id' in answer ? answer.id : answer.made.id;
  const fresh = 'made' in answer ? [...state.fresh, answer.made] : state.fresh;
  const why = offers.reporters.find((offer) => offer.id === id)?.why;
  return { ...state, fresh, via: answer.plus ? [...chain, id] : reporterChain(id, why) };
}

async function askCertainty(state: Asked): Promise<Asked | Left> {
  const says: Readonly<Record<Certainty, string>> = {
    asserted: 'the text says it outright',
    probable: 'the text takes it for likely',
    possible: 'the text takes it for possible',
    denied: 'the text says that the holder does not take this position',
  };
  const answer = await pick<Certainty | 'open'>({
    title: vscode.l10n.t('How certain is the text of it?'),
    placeholder: vscode.l10n.t('Type a word, or a digit'),
    items: [
      ...CERTAINTIES.map((one, i) => ({
        label: `${i + 1}  ${vscode.l10n.t(one)}`,
        description: vscode.l10n.t(says[one]),
        value: one,
      })),
      { label: `0  ${vscode.l10n.t('Leave it open')}`, value: 'open' as const },
    ],
    shortcut: (typed) => (typed === '0' ? 'open' : /^[1-4]$/.test(typed) ? CERTAINTIES[Number(typed) - 1] : undefined),
    active: (value) => value === (state.certainty ?? 'asserted'),
  });
  if (answer === undefined || answer === BACK) return answer;
  return { ...state, certainty: answer === 'open' ? undefined : answer };
}

/** An entity of the type `event`, or words: what the codebook has no entity for stands as it is typed. */
async function askEvent({ services, codebook }: Asking, state: Asked): Promise<Asked | Left> {
  const events = codebook.entities.filter(({ type }) => type === 'event');
  const none: PickItem<{ event?: string }> = { label: vscode.l10n.t('No event'), value: {} };
  const answer = await pick<{ event?: string }>({
    title: vscode.l10n.t('On which event?'),
    placeholder: vscode.l10n.t('An event of the codebook, or words of your own'),
    ranked: (value) => {
      const typed = value.trim();
      const list: readonly { entity: Entity; form: string | undefined }[] =
        typed === '' ? events.map((entity) => ({ entity, form: undefined })) : ranked(typed);
      const rows = rowsOf(
        list,
        ({ entity, form }): PickItem<{ event?: string }> => ({
          ...entityRow(codebook, entity, { form }),
          value: { event: entity.id },
        }),
        ({ entity }) => entity.id === state.event,
      );
      if (typed === '') return state.event === undefined ? rows : [none, ...rows];
      return [
        ...rows,
        { label: vscode.l10n.t('The words “{0}”', visible(shorten(typed, 60))), value: { event: typed } },
      ];
    },
    active: state.event === undefined ? undefined : (value) => value.event === state.event,
  });
  if (answer === undefined || answer === BACK) return answer;
  return { ...state, event: answer.event };

  function ranked(typed: string): { entity: (typeof events)[number]; form: string }[] {
    const recent = services.recents.entities();
    return choicesFor(codebook.entities, { typed, words: '', recent })
      .flatMap((choice) => ('newName' in choice ? [] : [choice]))
      .sort((a, b) => Number(b.entity.type === 'event') - Number(a.entity.type === 'event'))
      .slice(0, foldName(typed).length > 1 ? 20 : 5);
  }
}

async function askNote(state: Asked): Promise<Asked | Left> {
  const note = await askText({
    title: vscode.l10n.t('Note on this stance'),
    prompt: vscode.l10n.t('Empty: no note'),
    value: state.note,
  });
  if (note === undefined || note === BACK) return note;
  return { ...state, note: note.trim() === '' ? undefined : note };
}
