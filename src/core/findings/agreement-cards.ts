/** Passages of several coders for the page, and the ones behind a mark of the agreement figures. */
import type { Comparison } from '../agreement/compare';
import type { CodedSource, Stretch } from '../agreement/coded';
import { placeOf, rowsThat, type FoundRow } from '../agreement/confusion';
import { groupRows, type Scheme } from '../agreement/groups';
import { CODED, NOT_CODED, type Question, type Row } from '../agreement/questions';
import { Lines } from '../text/lines';
import { label, shorten, shortenStart, visible } from '../text/safe';
import { groupKey, pairOf } from './agreement-options';
import type { Shown } from './picture';
import type { FindingsState, Pick as Mark } from './state';

const LONGEST_PASSAGE = 900;
const CONTEXT_SHOWN = 40;

export class Cards {
  private readonly lines = new Map<CodedSource, Lines>();

  constructor(private readonly coders: readonly string[]) {}

  /** A stretch of a source, with a heading and who says what of it. */
  card(source: CodedSource, { from, to }: Stretch, heading: string, who: string): Shown {
    const { text, uri = '' } = source;
    let lines = this.lines.get(source);
    if (!lines) this.lines.set(source, (lines = new Lines(text)));
    const before = text.slice(Math.max(0, from - 2 * CONTEXT_SHOWN), from);
    const after = text.slice(to, to + 2 * CONTEXT_SHOWN);
    return {
      ...{ uri, id: '', place: { from, to } },
      says: label(heading === '' ? who : heading, 400),
      before: shortenStart(visible(before), CONTEXT_SHOWN),
      quote: shorten(visible(text.slice(from, to)), LONGEST_PASSAGE),
      after: shorten(visible(after), CONTEXT_SHOWN),
      ...{ title: '', outlet: '', author: '', date: '' },
      name: visible(source.name),
      line: lines.positionAt(from).line + 1,
      voice: heading === '' ? '' : label(who, 400),
      ...{ mark: '', tone: 'plain', note: '', coder: '' },
    };
  }

  /** An item with what each coder says of it. */
  row(found: FoundRow): Shown {
    const { source, row } = found;
    const who = row.ratings.flatMap((rating, coder) =>
      rating === undefined ? [] : [`${this.coders[coder] ?? ''}: ${SAID[rating] ?? rating}`],
    );
    const item = row.item === undefined ? '' : row.item;
    return this.card(source, placeOf(found), item, who.join(' · '));
  }
}

const SAID: Readonly<Record<string, string>> = { [CODED]: 'yes', [NOT_CODED]: 'no' };

const differs = ({ ratings }: Row): boolean => new Set(ratings.filter((rating) => rating !== undefined)).size > 1;

/** The passages behind a mark: of a cell, what it counts; of a row of coefficients, what the coders differ on. */
export function agreementPassages(
  comparison: Comparison,
  scheme: Pick<Scheme, 'typeOf'>,
  state: FindingsState,
  pick: Mark,
  most: number,
): { readonly list: readonly Shown[]; readonly of: number } {
  const { sources, coders, options } = comparison;
  const [first = '', second = '', third = ''] = pick.keys;
  const none = { list: [], of: 0 };
  const cards = new Cards(coders);
  const shown = (
    { list, of }: { list: readonly FoundRow[]; of: number },
    by = cards,
  ): { list: readonly Shown[]; of: number } => ({
    list: list.map((one) => by.row(one)),
    of,
  });
  const questionOf = (key: string): Question | undefined =>
    comparison.answers.find(({ question }) => question === key)?.question;
  switch (pick.figure) {
    case 'agreement': {
      const question = questionOf(first);
      return question ? shown(rowsThat(question, sources, options, differs, most)) : none;
    }
    case 'confusion': {
      const [a, b] = pairOf(comparison, state);
      const fits = ({ ratings }: Row): boolean => ratings[a] === first && ratings[b] === second;
      return shown(rowsThat(state.question, sources, options, fits, most));
    }
    case 'agreementGroups': {
      const question = questionOf(third);
      const group = comparison.groups.find((one) => one.group.by === first && groupKey(one) === second)?.group;
      if (!question || !group) return none;
      const list: FoundRow[] = [];
      let of = 0;
      for (const source of sources) {
        for (const row of groupRows(question, group, source, options, scheme)) {
          if (!differs(row)) continue;
          of++;
          if (list.length < most) list.push({ source, row });
        }
      }
      const names = group.by === 'pair' ? [coders[group.first] ?? '', coders[group.second] ?? ''] : coders;
      return shown({ list, of }, new Cards(names));
    }
    case 'gamma': {
      const own = comparison.differences.filter(({ source }) => source === first);
      const source = sources.find(({ name }) => name === first);
      if (!source) return none;
      return {
        list: own.slice(0, most).map((one) => cards.card(source, one, one.kinds.join('; '), '')),
        of: own.length,
      };
    }
    default:
      return none;
  }
}
