/** Tagging a stance: who holds which position toward whom? */
import type { Range } from '../../core/text/range';
import type { CodebookChange } from '../../core/changes';
import type { CodebookView } from '../../core/corpus';
import { AUTHOR, CERTAINTIES, INTENSITIES, type Stance } from '../../core/model';
import { argumentsOf, oneOf, optionalText, optionalTexts, text, type Arguments } from '../../host/arguments';
import { Failure } from '../../host/commands';
import { passageTarget } from '../../host/targets';
import type { Services } from '../../host/services';
import { applyMeaning } from './apply';
import { codebookOf } from './entity';
import { offersAt } from './offered';
import { askStance } from './stance-pick';

export async function tagStance(services: Services, args: unknown): Promise<string | string[] | undefined> {
  const given = argumentsOf(args);
  const target = await passageTarget(services, given);
  const codebook = codebookOf(services, target);
  const passage = target.ranges[0] as Range;
  const scripted = given.holder !== undefined || given.target !== undefined || given.value !== undefined;
  const answer = scripted
    ? { stance: stanceFrom(codebook, given), note: optionalText(given, 'note'), fresh: [] }
    : await askStance({ services, codebook, offers: offersAt(services, codebook, { ...target, passage }) });
  if (!answer) return undefined;
  const changes = answer.fresh.map((entity): CodebookChange => ({ op: 'add-entity', entity }));
  const ids = await applyMeaning(
    services,
    target,
    { stance: answer.stance },
    {
      note: answer.note,
      also: changes.length > 0 ? [{ kind: 'codebook', uri: codebook.uri, changes }] : [],
    },
  );
  return ids.length === 1 ? ids[0] : ids;
}

/** A stance from an argument object: ids are looked up, so that a slip of a script is not written into a file. */
export function stanceFrom(codebook: CodebookView, args: Arguments): Stance {
  const party = (key: string, id: string): string => {
    if (id !== AUTHOR && !codebook.entity(id)) {
      throw new Failure('The {0} “{1}” is not an entity of the codebook.', [key, id]);
    }
    return id;
  };
  const holder = party('holder', text(args, 'holder'));
  const target = party('target', text(args, 'target'));
  const value = text(args, 'value');
  if (!codebook.value(value)) throw new Failure('“{0}” is not a stance value of the codebook.', [value]);
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
