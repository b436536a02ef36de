/** Passages for the page: ready to be shown, and the ones behind a mark. */
import type { Corpus, Passage } from '../corpus';
import { isMention, isStance, type MentionTag } from '../model';
import { kwicOf } from '../export/kwic';
import { citationOf } from '../export/quotation';
import { finish, type Steps } from '../base/steps';
import { coMentionPassages, eachStance, entityLabel, signMark, tallyKeyOf, type Selection } from '../sums';
import { keyOf } from '../sums/headings';
import { emptyTally } from '../sums/tally';
import { daysOf } from '../text/dates';
import { inPlainWords, stanceSentence } from '../words/sentence';
import { voiceOf, voicePhrase } from '../words/voice';
import { label, visible } from '../text/safe';
import type { Shown } from './picture';
import { sideSteps } from './side';
import { voiceIn, type FindingsState, type Pick } from './state';
import { toneOf } from './words';

/** Longest passage that is shown whole, in UTF-16 units, and the context on either side of it. */
const LONGEST_PASSAGE = 900;
const CONTEXT_SHOWN = 40;

export function shownOf(corpus: Corpus, passage: Passage): Shown {
  const { source, tag } = passage;
  const { codebook } = corpus;
  const citation = citationOf(passage);
  const kwic = kwicOf(passage, { width: CONTEXT_SHOWN, most: LONGEST_PASSAGE });
  const tally = emptyTally();
  if (isStance(tag)) tally[tallyKeyOf(codebook, tag.stance)]++;
  return {
    uri: source.uri,
    id: tag.id,
    says: isStance(tag) ? inPlainWords(stanceSentence(codebook, tag.stance), short) : nameOf(corpus, tag),
    before: cut(kwic.before, '…', ''),
    quote: kwic.quote,
    after: cut(kwic.after, '', '…'),
    title: label(citation.title ?? '', 200),
    outlet: label(citation.outlet ?? '', 120),
    author: label(citation.author ?? '', 120),
    date: label(citation.date ?? '', 40),
    name: visible(citation.name),
    line: citation.line,
    voice: isStance(tag) ? inPlainWords(voicePhrase(codebook, tag.stance), short) : '',
    mark: isStance(tag) ? signMark(tally) : '',
    tone: isStance(tag) ? toneOf(tally) : 'plain',
    note: label(tag.note ?? '', 400),
    coder: label(tag.by ?? '', 40),
  };
}

/** Context is cut where it was long enough, as a rule within a sentence: so it says that there is more. */
function cut(context: string, first: string, last: string): string {
  if (context === '' || context.startsWith('…') || context.endsWith('…')) return context;
  return `${first}${context}${last}`;
}

const short = (text: string): string => label(text, 120);

function nameOf({ codebook }: Corpus, { entity, sense }: MentionTag): string {
  const name = short(entityLabel(codebook, entity));
  return sense === undefined ? name : `${name} (${sense})`;
}

/** The passages behind a mark, in order. A pick that names nothing (any more) has none. */
export function passagesOf(selection: Selection, state: FindingsState, pick: Pick): readonly Passage[] {
  return finish(passageSteps(selection, state, pick));
}

/** The same with pauses. */
export function* passageSteps(selection: Selection, state: FindingsState, pick: Pick): Steps<readonly Passage[]> {
  const [first = '', second = ''] = pick.keys;
  const voice = voiceIn(state);
  const { codebook } = selection.corpus;
  const stances = (fits: (passage: Parameters<typeof keyOf>[1]) => boolean): Steps<Passage[]> =>
    stancesThat(selection, (passage) => (!voice || voiceOf(passage.tag.stance) === voice) && fits(passage));
  switch (pick.figure) {
    case 'matrix':
      return yield* stances(
        (passage) => passage.tag.stance.target === first && keyOf(state.by, passage, codebook) === second,
      );
    case 'contradictions': {
      const side = yield* sideSteps(selection, state);
      return yield* stances(
        (passage) =>
          passage.tag.stance.target === first && (side === 'target' || keyOf(side, passage, codebook) === second),
      );
    }
    case 'timeline': {
      // Target and line, and the date as written; without a date a source's address, for sources that have none.
      const [target, line, date] = pick.keys;
      if (date === undefined)
        return yield* stances(
          ({ source, tag }) => tag.stance.target === target && source.uri === line && !isDated(source.details),
        );
      return yield* stances(
        (passage) =>
          passage.tag.stance.target === target &&
          keyOf(state.lines, passage, codebook) === line &&
          passage.source.details.get('date')?.trim() === date,
      );
    }
    case 'mentions':
      return yield* mentions(selection, (entity) => entity === first);
    case 'bySource':
      return yield* mentions(selection, (_, uri) => uri === first);
    case 'entityBySource':
      return yield* mentions(selection, (entity, uri) => entity === first && uri === second);
    case 'coMentions':
      return yield* coMentionPassages(selection, first, second);
    case 'network':
      if (pick.keys.length === 1) return yield* mentions(selection, (entity) => entity === first);
      return yield* stancesThat(selection, ({ tag }) => tag.stance.holder === first && tag.stance.target === second);
    case 'agreement':
    case 'agreementCauses':
    case 'agreementGroups':
    case 'confusion':
    case 'disagreements':
    case 'ratings':
    case 'gamma':
      // Of several layers, not of the one that is summed: see `agreement-cards`.
      return [];
    case 'coverage':
      return selection.groups.find(({ source }) => source.uri === first)?.passages ?? [];
  }
}

function isDated(details: ReadonlyMap<string, string>): boolean {
  return daysOf(details.get('date')) !== undefined;
}

function* stancesThat(selection: Selection, fits: (passage: Parameters<typeof keyOf>[1]) => boolean): Steps<Passage[]> {
  const found: Passage[] = [];
  yield* eachStance(selection, (passage) => {
    if (fits(passage)) found.push(passage);
  });
  return found;
}

function* mentions(selection: Selection, fits: (entity: string, uri: string) => boolean): Steps<Passage[]> {
  const found: Passage[] = [];
  for (const { source, passages } of selection.groups) {
    for (const passage of passages) {
      if (isMention(passage.tag) && fits(passage.tag.entity, source.uri)) found.push(passage);
    }
    yield undefined;
  }
  return found;
}
