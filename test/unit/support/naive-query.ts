import { isLost, type Corpus, type Passage, type SourceView } from '../../../src/core/corpus';
import { compareSpans, type Span, type Tag } from '../../../src/core/model';
import type { Node, Query } from '../../../src/core/query/language';
import { daysOf } from '../../../src/core/text/dates';
import { foldName } from '../../../src/core/text/fold';
import { voiceOf } from '../../../src/core/words/voice';

/** What queries mean, written down as plainly as it can be said and as slowly as it then runs: the oracle of the tests. */
export function naiveQuery(corpus: Corpus, query: Query): Passage[] {
  return corpus.sources.flatMap((source) => {
    const tags = source.tags.filter(
      (tag) => holds(query.root, corpus, source, tag) && (query.asksLost || !isLost(source, tag)),
    );
    const order = new Map(source.tags.map((tag, i) => [tag, i]));
    tags.sort((a, b) => {
      const [p, q] = [placesOf(source, a)[0], placesOf(source, b)[0]];
      return (p && q ? compareSpans(p, q) : 0) || (order.get(a) ?? 0) - (order.get(b) ?? 0);
    });
    return tags.map((tag) => ({ source, tag }));
  });
}

function placesOf(source: SourceView, tag: Tag): readonly Span[] {
  const placement = source.placements.get(tag.id);
  if (placement?.kind === 'moved') return placement.pieces;
  return [tag.at, ...(tag.also ?? []).map((piece) => piece.at)];
}

function holds(node: Node, corpus: Corpus, source: SourceView, tag: Tag): boolean {
  const again = (inner: Node): boolean => holds(inner, corpus, source, tag);
  switch (node.kind) {
    case 'everything':
      return true;
    case 'and':
      return node.parts.every(again);
    case 'or':
      return node.parts.some(again);
    case 'not':
      return !again(node.part);
    case 'near':
    case 'inside':
    case 'overlaps': {
      if (!again(node.a) || isLost(source, tag)) return false;
      const others = source.tags.filter((t) => t !== tag && !isLost(source, t) && holds(node.b, corpus, source, t));
      const theirs = others.flatMap((other) => placesOf(source, other));
      const own = placesOf(source, tag);
      if (node.kind === 'inside')
        return own.every((a) => theirs.some((b) => starts(b) <= starts(a) && ends(a) <= ends(b)));
      if (node.kind === 'near') {
        const unit = (line: number): number => (node.unit === 'line' ? line : source.paragraphOf(line));
        return near(unit, node.reach, own, theirs);
      }
      return own.some((a) => theirs.some((b) => starts(a) < ends(b) && starts(b) < ends(a)));
    }
    case 'words':
      return [quotes(tag), tag.note ?? ''].some((text) => foldName(text).includes(node.value));
    case 'intensity':
      return (
        tag.stance?.intensity !== undefined && tag.stance.intensity >= node.least && tag.stance.intensity <= node.most
      );
    case 'date': {
      const days = daysOf(source.details.get('date'));
      return days !== undefined && days.from <= node.most && days.to >= node.least;
    }
    case 'detail':
      return [...source.details].some(
        ([key, value]) => foldName(key) === node.key && foldName(value) === foldName(node.value),
      );
    case 'one-of':
      return oneOf(node.field, node.value, corpus, source, tag);
    case 'text': {
      const detail = { outlet: 'outlet', author: 'author', source: 'title', event: '' }[node.field];
      const texts = node.field === 'event' ? [tag.stance?.event] : [source.details.get(detail)];
      if (node.field === 'source') texts.push(source.name);
      return texts.some((text) => !!text && foldName(text).includes(foldName(node.value)));
    }
    case 'name':
      return named(node.field, node.value, corpus, tag);
  }
}

function near(unit: (line: number) => number, reach: number, own: readonly Span[], theirs: readonly Span[]): boolean {
  return own.some((a) =>
    theirs.some((b) => {
      const gap = Math.max(unit(a.startLine) - unit(lastLine(b)), unit(b.startLine) - unit(lastLine(a)), 0);
      return gap < reach;
    }),
  );
}

function named(field: string, value: string, { codebook }: Corpus, tag: Tag): boolean {
  const is = (...names: (string | undefined)[]): boolean =>
    names.some((name) => name !== undefined && foldName(name) === foldName(value));
  const entity = (id: string | undefined): boolean => {
    const known = id === undefined ? undefined : codebook.entity(id);
    return is(id, known?.name, ...(known?.aliases ?? []));
  };
  const about = tag.stance ? [tag.stance.holder, tag.stance.target] : [tag.entity];
  switch (field) {
    case 'entity':
      return about.some(entity);
    case 'type':
      return about.some((id) => is(codebook.entity(id)?.type));
    case 'holder':
      return entity(tag.stance?.holder);
    case 'target':
      return entity(tag.stance?.target);
    case 'via':
      return (tag.stance?.via ?? []).some(entity);
    case 'stance':
      return is(tag.stance?.value);
    default:
      return is(tag.by);
  }
}

function oneOf(field: string, value: string, { codebook }: Corpus, source: SourceView, tag: Tag): boolean {
  const { stance } = tag;
  switch (field) {
    case 'axis':
      return stance !== undefined && (codebook.value(stance.value)?.axis ?? 'unclear') === value;
    case 'certainty':
      return stance !== undefined && (stance.certainty ?? 'asserted') === value;
    case 'voice':
      return stance !== undefined && voiceOf(stance) === value;
    case 'sense':
      return tag.sense === value;
    case 'kind':
      return (stance ? 'stance' : 'mention') === value;
    case 'lost':
      if (value === 'moved') return source.placements.get(tag.id)?.kind === 'moved';
      return isLost(source, tag) === (value === 'yes');
    default: {
      const parts: Record<string, unknown> = {
        ...stance,
        note: tag.note,
        by: tag.by,
        sense: tag.sense,
        pieces: tag.also,
        date: daysOf(source.details.get('date')),
      };
      return parts[value] !== undefined;
    }
  }
}

function quotes(tag: Tag): string {
  return [tag, ...(tag.also ?? [])].map((piece) => piece.quote).join(' […] ');
}

const starts = (span: Span): number => span.startLine * 1e6 + span.startColumn;
const ends = (span: Span): number => span.endLine * 1e6 + span.endColumn;
const lastLine = (span: Span): number =>
  span.endColumn === 0 && span.endLine > span.startLine ? span.endLine - 1 : span.endLine;
