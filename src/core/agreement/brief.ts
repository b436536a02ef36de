/** What coders have of a case in as few words as tell them apart: what they share is said once, each says where it differs. */
import type { Tag } from '../model';
import { AUTHOR } from '../model';
import { say } from '../base/say';
import { isolated, label, visible } from '../text/safe';
import { inPlainWords, spokenSentence, type Names } from '../words/sentence';
import type { Case } from './adjudicate';

/** UTF-16 units of a name and of a quotation: a line above the text has room for two of each. */
const MOST = { name: 24, quote: 24, sentence: 60 } as const;

export interface Brief {
  /** Entity, or holder and target, where all who tagged it have the same; empty where they differ. */
  readonly shared: string;
  /** For each coder; undefined: nothing is tagged. */
  readonly own: readonly (string | undefined)[];
}

/** Names and quotations are made harmless and cut. */
export function briefOf({ kinds, tags }: Pick<Case, 'kinds' | 'tags'>, codebook: Names | undefined): Brief {
  const name = (id: string): string =>
    isolated(label(id === AUTHOR ? say('author') : (codebook?.entity(id)?.name ?? id), MOST.name));
  const who = ({ stance, entity }: Tag): string =>
    stance ? `${name(stance.holder)} → ${name(stance.target)}` : name(entity ?? '');
  const apart = kinds.some((kind) => kind === 'entity' || kind === 'ends');
  // Where one has nothing, or nothing differs any more, what there is is said whole.
  const whole = kinds.every((kind) => kind === 'missed');
  const own = (tag: Tag): string => {
    const { stance } = tag;
    if (stance && kinds.includes('details'))
      return label(inPlainWords(spokenSentence(codebook, stance), visible), MOST.sentence);
    const parts = apart || whole ? [who(tag)] : [];
    if (stance && (whole || kinds.includes('value') || kinds.includes('intensity'))) {
      const value = isolated(label(codebook?.value(stance.value)?.label ?? stance.value, MOST.name));
      const strong = kinds.includes('intensity') && stance.intensity !== undefined;
      parts.push(strong ? say('{0} ({1} of 4)', value, stance.intensity) : value);
    }
    const said = parts.join(': ');
    return kinds.includes('borders') ? `${said} “${label(tag.quote, MOST.quote)}”`.trim() : said;
  };
  const first = tags.find((one) => one !== undefined);
  return {
    shared: first && !apart && !whole && !kinds.includes('details') ? who(first.tag) : '',
    own: tags.map((one) => one && own(one.tag)),
  };
}
