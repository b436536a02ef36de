/** What the page shows, computed from the library's snapshots. What was selected last is kept: most questions ask it again. */
import type { Corpus } from '../../core/corpus';
import { schemeOf } from '../../core/agreement/groups';
import { agreementFigures, pairsIn } from '../../core/findings/agreement';
import { agreementPassages } from '../../core/findings/agreement-cards';
import { ownDetailKeys } from '../../core/details/keys';
import { figureOf, targetsOf, type Figure } from '../../core/findings/figures';
import type { Options, SentFigure, SentPassages, ToPage } from '../../core/findings/messages';
import { passagesOf, shownOf } from '../../core/findings/passages';
import {
  figuresOf,
  filterIn,
  filterKey,
  isSum,
  type FigureId,
  type FindingsState,
  type Pick,
} from '../../core/findings/state';
import { leftOutNote } from '../../core/export';
import { adviseQuery, EVERYTHING } from '../../core/query';
import { select, type Selection } from '../../core/sums';
import { naturalCompare } from '../../core/text/natural';
import { label } from '../../core/text/safe';
import { counted } from '../../core/words/count';
import type { Services } from '../../host/services';
import { say } from '../../core/words/say';
import type { Agreements, Say } from './agreement';

/** Rows of a table and passages that the page gets at once; the files that go out have all. */
const MOST_ROWS = 500;
const MOST_PASSAGES = 200;

/** Longest text of a table's cell on the page, in UTF-16 units. */
const LONGEST_CELL = 400;

export class Figures {
  private kept: { corpus: Corpus; key: string; selection: Selection } | undefined;
  private readonly coders = new WeakMap<Corpus, readonly string[]>();

  constructor(
    private readonly services: Services,
    readonly agreements: Agreements,
  ) {}

  corpusFor(state: FindingsState): Corpus | undefined {
    const corpora = this.services.library.corpora();
    return corpora.find(({ codebook }) => codebook.uri === state.codebook) ?? corpora[0];
  }

  /** The passages that the filters let in; undefined when a field cannot be read or there is nothing at all. */
  selection(state: FindingsState): Selection | undefined {
    const corpus = this.corpusFor(state);
    const filtered = filterIn(state);
    if (!corpus || !filtered.ok) return undefined;
    const key = filterKey(state);
    if (this.kept?.corpus !== corpus || this.kept.key !== key) {
      this.kept = { corpus, key, selection: select(corpus, filtered.filter) };
    }
    return this.kept.selection;
  }

  /** The figures of some views of the tags of one layer, and of the agreement of several. */
  async figures(state: FindingsState, ids: readonly FigureId[], tell: Say = () => undefined): Promise<Figure[]> {
    const selection = this.selection(state);
    if (!selection) return [];
    const agreed = ids.every(isSum) ? [] : await this.agreed(selection.corpus, state, tell);
    return ids.flatMap((id) => (isSum(id) ? figureOf(selection, state, id) : agreed.filter((one) => one.id === id)));
  }

  private async agreed(corpus: Corpus, state: FindingsState, tell: Say): Promise<Figure[]> {
    return agreementFigures(corpus, await this.agreements.of(corpus, state, tell), state);
  }

  /** The answer to a state: the figures of its view, or what is wrong with a field. */
  answer(state: FindingsState, turn: number): ToPage {
    const filtered = filterIn(state);
    if (!filtered.ok) return { type: 'mistake', turn, field: filtered.field, ...filtered.error };
    const selection = this.selection(state);
    if (!selection) {
      const summary = say('There is no source in this window.');
      return { type: 'figures', turn, figures: [], targets: [], advice: [], summary };
    }
    const advice = adviseQuery(selection.corpus, filtered.filter.query ?? EVERYTHING);
    return {
      type: 'figures',
      turn,
      figures: figuresOf(state.view)
        .filter(isSum)
        .map((id) => sent(figureOf(selection, state, id))),
      passages: state.pick && this.passages(selection, state, state.pick),
      targets: state.view === 'timeline' ? targetsOf(selection).slice(0, 1_000) : [],
      details: ownDetailKeys(selection.corpus.sources).slice(0, 100),
      advice: advice.map(({ message }) => message),
      summary: summaryOf(selection),
    };
  }

  /** As {@link answer} for the view of the coders' agreement, which takes its time; `tell` hears how far it is. */
  async agreementAnswer(state: FindingsState, turn: number, tell: Say): Promise<ToPage> {
    const answer = this.answer(state, turn);
    const selection = this.selection(state);
    if (answer.type !== 'figures' || !selection) return answer;
    const { corpus } = selection;
    const found = await this.agreements.of(corpus, state, tell);
    const { comparison } = found;
    const shown =
      comparison && state.pick
        ? agreementPassages(comparison, schemeOf([corpus.codebook]), state, state.pick, MOST_PASSAGES)
        : undefined;
    return {
      ...answer,
      figures: agreementFigures(corpus, found, state).map(sent),
      passages: shown && state.pick && { pick: state.pick, ...shown },
      pairs: comparison ? pairsIn(comparison.coders) : [],
      summary: comparison
        ? say(
            '{0} in {1} of {2}.',
            counted(comparison.differences.length, 'disagreement'),
            counted(comparison.sources.length, 'source'),
            comparison.coders.map((coder) => label(coder, 40)).join(', '),
          )
        : say('No source is compared.'),
    };
  }

  private passages(selection: Selection, state: FindingsState, pick: Pick): SentPassages {
    const all = passagesOf(selection, state, pick);
    return { pick, of: all.length, list: all.slice(0, MOST_PASSAGES).map((one) => shownOf(selection.corpus, one)) };
  }

  /** What the filters can be set to. */
  options(state: FindingsState): Options {
    const corpora = this.services.library.corpora();
    const corpus = this.corpusFor(state);
    if (!corpus) return { codebooks: [], types: [], sources: [], coders: [], searches: [] };
    const { codebook, sources } = corpus;
    return {
      codebooks: corpora.map(({ codebook: { uri }, sources: all }) => ({
        key: uri,
        label: `${label(decodeURIComponent(uri.split('/').slice(-2).join('/')))} (${counted(all.length, 'source')})`,
      })),
      types: codebook.types.map(({ id, label: name }) => ({ key: id, label: label(name) })),
      sources: sources.map(({ uri, name }) => ({ key: uri, label: label(name) })),
      coders: this.codersOf(corpus).map((coder) => ({
        key: coder,
        label: coder === '' ? say('(no coder)') : label(coder),
      })),
      searches: codebook.searches.map(({ name, query }) => ({ name, query })),
    };
  }

  private codersOf(corpus: Corpus): readonly string[] {
    let coders = this.coders.get(corpus);
    if (!coders) {
      const found = new Set<string>();
      for (const source of corpus.sources) for (const tag of source.tags) found.add(tag.by ?? '');
      this.coders.set(corpus, (coders = [...found].sort(naturalCompare)));
    }
    return coders;
  }
}

function summaryOf(selection: Selection): string {
  const { mentions, stances, groups, leftOut } = selection;
  const tagged = groups.filter(({ passages }) => passages.length > 0).length;
  const all = counted(groups.length, 'source');
  const counts = say(
    '{0} and {1} in {2}.',
    counted(mentions, 'mention'),
    counted(stances, 'stance'),
    tagged === groups.length ? all : say('{0} of {1}', tagged, all),
  );
  return `${counts} ${leftOutNote(leftOut)}`.trim();
}

function sent({ table, ...figure }: Figure): SentFigure {
  const rows = table.rows
    .slice(0, MOST_ROWS)
    .map((row) => row.map((cell) => (typeof cell === 'string' ? label(cell, LONGEST_CELL) : cell)));
  return { ...figure, table: { ...table, rows, of: table.rows.length } };
}
