import { isLost, type CodebookView, type SourceView } from '../corpus';
import { AUTHOR, isMention, isStance, type Piece, type Tag } from '../model';
import { each, type Steps } from '../base/steps';
import { GAP, piecesOf } from '../pieces';
import { entityLabel } from '../sums/headings';
import { signOf } from '../sums/tally';
import { cutsWordAfter, cutsWordBefore } from '../text/words';
import { finding, type CheckCode, type Finding } from './finding';

/** What can be seen of one source alone. Lost tags are not looked at. */
export function* checkSource(
  source: SourceView,
  codebook: CodebookView,
  on: (code: CheckCode) => boolean,
): Steps<Finding[]> {
  const tags = source.placements.size === 0 ? source.tags : source.tags.filter((tag) => !isLost(source, tag));
  const lists = [
    on('inside-word') ? yield* bordersInWords(source, tags) : [],
    on('no-mention') ? yield* withoutMention(source, tags, codebook) : [],
    on('opposite-stances') ? yield* opposites(source, tags, codebook) : [],
  ];
  return lists.flat();
}

function* bordersInWords({ uri }: SourceView, tags: readonly Tag[]): Steps<Finding[]> {
  const found: Finding[] = [];
  yield* each(tags, (tag) => {
    const cut = piecesOf(tag).filter(cutsWord);
    if (cut.length === 0) return;
    const detail = cut
      .map((piece) => piece.before.slice(-12) + '[' + piece.quote + ']' + piece.after.slice(0, 12))
      .join(GAP);
    found.push(finding('inside-word', { uri, tags: [tag.id], message: 'The tag begins or ends inside a word.', detail })); // prettier-ignore
  });
  return found;
}

function cutsWord({ before, quote, after }: Piece): boolean {
  // Most borders have a space or a stop on one side: settle those at once.
  const begins = mayBeCut(before, quote);
  const ends = mayBeCut(quote, after);
  if (!begins && !ends) return false;
  const text = before + quote + after;
  const [from, to] = [before.length, before.length + quote.length];
  return (begins && cutsWordBefore(text, from)) || (ends && cutsWordAfter(text, from, to));
}

function mayBeCut(left: string, right: string): boolean {
  return left !== '' && right !== '' && mayBeWord(left.charCodeAt(left.length - 1)) && mayBeWord(right.charCodeAt(0));
}

function mayBeWord(code: number): boolean {
  if (code > 127) return true;
  const lower = code | 32;
  return (code >= 48 && code <= 57) || (lower >= 97 && lower <= 122);
}

function* withoutMention({ uri }: SourceView, tags: readonly Tag[], codebook: CodebookView): Steps<Finding[]> {
  const mentioned = new Set<string>();
  yield* each(tags, (tag) => {
    if (isMention(tag)) mentioned.add(tag.entity);
  });
  const missing = new Map<string, string[]>();
  yield* each(tags, ({ id, stance }) => {
    if (!stance) return;
    for (const entity of new Set([stance.holder, stance.target])) {
      if (entity === AUTHOR || mentioned.has(entity)) continue;
      const found = missing.get(entity);
      if (found) found.push(id);
      else missing.set(entity, [id]);
    }
  });
  return [...missing].map(([entity, found]) => {
    const message = 'A stance names an entity that has no mention in this source.';
    return finding('no-mention', {
      uri,
      tags: found,
      entities: [entity],
      message,
      detail: entityLabel(codebook, entity),
    });
  });
}

function* opposites({ uri }: SourceView, tags: readonly Tag[], codebook: CodebookView): Steps<Finding[]> {
  const pairs = new Map<string, { holder: string; target: string; ids: [string, 1 | -1][] }>();
  yield* each(tags, (tag) => {
    if (!isStance(tag)) return;
    const { holder, target } = tag.stance;
    const sign = signOf(codebook, tag.stance);
    if (sign === 0) return;
    const key = JSON.stringify([holder, target]);
    const pair = pairs.get(key);
    if (pair) pair.ids.push([tag.id, sign]);
    else pairs.set(key, { holder, target, ids: [[tag.id, sign]] });
  });
  return [...pairs.values()].flatMap(({ holder, target, ids }) => {
    if (ids.every(([, sign]) => sign === ids[0]?.[1])) return [];
    return [
      finding('opposite-stances', {
        uri,
        tags: ids.map(([id]) => id),
        entities: [holder, target],
        message: 'One holder has opposite stances toward one target in this source.',
        detail: `${entityLabel(codebook, holder)} → ${entityLabel(codebook, target)}`,
      }),
    ];
  });
}
