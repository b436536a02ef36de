/** Tagging a stance: who holds which position toward whom? */
import * as vscode from 'vscode';
import type { CodebookChange } from '../../core/changes';
import type { CodebookView } from '../../core/corpus';
import { AUTHOR, CERTAINTIES, INTENSITIES, type Entity, type Intensity, type Stance } from '../../core/model';
import { aroundNew, rankEntities } from '../../core/rank';
import { shorten, visible } from '../../core/text/safe';
import { argumentsOf, oneOf, optionalText, optionalTexts, text, type Arguments } from '../../host/arguments';
import { Failure } from '../../host/commands';
import { BACK, pick, runSteps, type PickItem } from '../../host/pick';
import { passageTarget, type PassageTarget } from '../../host/targets';
import type { Services } from '../../host/services';
import { applyMeaning } from './apply';
import { codebookOf, mentionedIn, newEntity, typeLabel } from './entity';

export async function tagStance(services: Services, args: unknown): Promise<string | string[] | undefined> {
  const given = argumentsOf(args);
  const target = await passageTarget(services, given);
  const codebook = codebookOf(services, target);
  const scripted = given.holder !== undefined || given.target !== undefined || given.value !== undefined;
  const answer = scripted
    ? { stance: stanceFrom(codebook, given), fresh: [] }
    : await askStance(services, codebook, target);
  if (!answer) return undefined;
  const changes = answer.fresh.map((entity): CodebookChange => ({ op: 'add-entity', entity }));
  const ids = await applyMeaning(
    services,
    target,
    { stance: answer.stance },
    {
      note: optionalText(given, 'note'),
      also: changes.length > 0 ? [{ kind: 'codebook', uri: codebook.uri, changes }] : [],
    },
  );
  return ids.length === 1 ? ids[0] : ids;
}

/** A stance from an argument object: ids are looked up, so that a slip of a script is not written into a file. */
export function stanceFrom(codebook: CodebookView, args: Arguments): Stance {
  const party = (key: string, id: string): string => {
    if (id !== AUTHOR && !codebook.entity(id)) {
      throw new Failure('The {0} “{1}” is no entity of the codebook.', [key, id]);
    }
    return id;
  };
  const holder = party('holder', text(args, 'holder'));
  const target = party('target', text(args, 'target'));
  const value = text(args, 'value');
  if (!codebook.value(value)) throw new Failure('“{0}” is no stance value of the codebook.', [value]);
  const via = optionalTexts(args, 'via')?.map((id) => party('reporter', id));
  const stance = {
    holder,
    target,
    value,
    intensity: oneOf(args, 'intensity', INTENSITIES),
    certainty: oneOf(args, 'certainty', CERTAINTIES),
    via: via && via.length > 0 ? via : undefined,
    event: optionalText(args, 'event'),
  };
  return Object.fromEntries(Object.entries(stance).filter(([, one]) => one !== undefined)) as unknown as Stance;
}

interface Asked {
  readonly holder?: string;
  readonly target?: string;
  readonly value?: string;
  readonly intensity?: Intensity;
  /** Entities that were made on the way. */
  readonly fresh: readonly Entity[];
}

/** Asks holder, target, value and intensity. `from` are the answers of a stance that is edited. */
export async function askStance(
  services: Services,
  codebook: CodebookView,
  target: PassageTarget | undefined,
  from?: Stance,
): Promise<{ stance: Stance; fresh: readonly Entity[] } | undefined> {
  const words = target?.text.text.slice(target.ranges[0]?.from, target.ranges[0]?.to) ?? '';
  const inside = target ? mentionedIn(services, target) : [];
  const party =
    (key: 'holder' | 'target') =>
    async (state: Asked, step: { number: number; of: number }): Promise<Asked | typeof BACK | undefined> => {
      const answer = await askParty(services, codebook, {
        key,
        words,
        inside: inside.filter((id) => key === 'holder' || id !== state.holder),
        fresh: state.fresh,
        current: from?.[key],
        step,
        title: key === 'holder' ? vscode.l10n.t('Whose stance?') : targetTitle(codebook, state),
      });
      if (answer === undefined || answer === BACK) return answer;
      return typeof answer === 'string'
        ? { ...state, [key]: answer }
        : { ...state, [key]: answer.id, fresh: [...state.fresh, answer] };
    };
  const done = await runSteps<Asked>({ fresh: [] }, [
    party('holder'),
    party('target'),
    (state, step) => askValue(codebook, state, step, from?.value),
    (state, step) => askIntensity(state, step, from?.intensity),
  ]);
  if (!done?.holder || !done.target || !done.value) return undefined;
  const { holder, target: toward, value, intensity, fresh } = done;
  const kept = from ? { certainty: from.certainty, via: from.via, event: from.event } : {};
  const stance = { holder, target: toward, value, intensity, ...kept };
  return {
    stance: Object.fromEntries(Object.entries(stance).filter(([, one]) => one !== undefined)) as unknown as Stance,
    fresh,
  };
}

function nameOf(codebook: CodebookView, state: Asked, id: string | undefined): string {
  if (id === AUTHOR) return vscode.l10n.t('author');
  const entity = state.fresh.find((one) => one.id === id) ?? codebook.entity(id ?? '');
  return visible(shorten(entity?.name ?? id ?? '', 40));
}

function targetTitle(codebook: CodebookView, state: Asked): string {
  return vscode.l10n.t('{0} → toward whom?', nameOf(codebook, state, state.holder));
}

interface PartyQuestion {
  readonly key: 'holder' | 'target';
  readonly words: string;
  readonly inside: readonly string[];
  readonly fresh: readonly Entity[];
  readonly current: string | undefined;
  readonly step: { number: number; of: number };
  readonly title: string;
}

async function askParty(
  services: Services,
  codebook: CodebookView,
  question: PartyQuestion,
): Promise<string | Entity | typeof BACK | undefined> {
  type Choice = { id: string } | { newName: string };
  const entities = [...question.fresh, ...codebook.entities];
  const recent = services.recents.entities();
  const inside = new Set(question.inside);
  const item = (entity: Entity, note?: string): PickItem<Choice> => ({
    label: visible(entity.name),
    description: note ?? visible(typeLabel(codebook, entity.type)),
    detail: entity.aliases.length > 0 ? visible(shorten(entity.aliases.join(' · '), 100)) : undefined,
    value: { id: entity.id },
  });
  const author: PickItem<Choice>[] =
    question.key === 'holder'
      ? [
          {
            label: vscode.l10n.t('Author'),
            description: vscode.l10n.t('the text speaks for itself'),
            value: { id: AUTHOR },
          },
        ]
      : [];
  const ranked = rankEntities(entities, question.words, recent).map((one) => one.entity);
  const items = [
    ...author,
    ...question.inside.flatMap((id) => {
      const entity = entities.find((one) => one.id === id);
      return entity ? [item(entity, vscode.l10n.t('mentioned in the passage'))] : [];
    }),
    ...ranked.filter((entity) => !inside.has(entity.id)).map((entity) => item(entity)),
  ];
  for (;;) {
    const answer = await pick<Choice>({
      title: question.title,
      placeholder:
        question.key === 'holder'
          ? vscode.l10n.t('Who takes a position here?')
          : vscode.l10n.t('Whom is the position about?'),
      items,
      step: question.step,
      ranked: (value) => {
        const { above, below } = aroundNew(rankEntities(entities, value, recent, true), true);
        const named = author.filter((one) => one.label.toLowerCase().startsWith(value.trim().toLowerCase()));
        const fresh: PickItem<Choice> = {
          label: `$(add) ${vscode.l10n.t('New entity “{0}”…', visible(shorten(value.trim(), 60)))}`,
          value: { newName: value.trim() },
        };
        return [...named, ...above.map((one) => item(one.entity)), fresh, ...below.map((one) => item(one.entity))];
      },
      active: question.current ? (value) => 'id' in value && value.id === question.current : undefined,
    });
    if (answer === undefined || answer === BACK) return answer;
    if ('id' in answer) return answer.id;
    const made = await newEntity(codebook, answer.newName);
    if (made !== BACK) return made;
  }
}

async function askValue(
  codebook: CodebookView,
  state: Asked,
  step: { number: number; of: number },
  current: string | undefined,
): Promise<Asked | typeof BACK | undefined> {
  const sign = { positive: '+', negative: '−', neutral: '0', mixed: '±', unclear: '?' } as const;
  const value = await pick<string>({
    title: vscode.l10n.t(
      '{0} → {1}: which stance?',
      nameOf(codebook, state, state.holder),
      nameOf(codebook, state, state.target),
    ),
    placeholder: vscode.l10n.t('Which position does the passage show?'),
    items: codebook.stances.map((one) => ({
      label: `${sign[one.axis]}  ${visible(one.label)}`,
      description: vscode.l10n.t(one.axis),
      value: one.id,
    })),
    step,
    active: current ? (one) => one === current : undefined,
  });
  return value === undefined || value === BACK ? value : { ...state, value };
}

async function askIntensity(
  state: Asked,
  step: { number: number; of: number },
  current: Intensity | undefined,
): Promise<Asked | typeof BACK | undefined> {
  const words = { 1: 'slight', 2: 'moderate', 3: 'strong', 4: 'extreme' } as const;
  const answer = await pick<Intensity | 0>({
    title: vscode.l10n.t('How strong is it?'),
    placeholder: vscode.l10n.t('Enter leaves it open'),
    items: [
      { label: vscode.l10n.t('Leave it open'), value: 0 as const },
      ...INTENSITIES.map((one) => ({
        label: `${one}  ${vscode.l10n.t(words[one])}`,
        description: vscode.l10n.t('{0} of 4', one),
        value: one,
      })),
    ],
    step,
    shortcut: (value) => (/^[1-4]$/.test(value) ? (Number(value) as Intensity) : undefined),
    active: current ? (one) => one === current : undefined,
  });
  if (answer === undefined || answer === BACK) return answer;
  return { ...state, intensity: answer === 0 ? undefined : answer };
}
