/** What the page shows, computed from the library's snapshots. What was selected last is kept: most questions ask it again. */
import type { Corpus } from '../../core/corpus';
import { schemeOf } from '../../core/agreement/groups';
import { agreementFigures, pairsIn } from '../../core/findings/agreement';
import { agreementPassages } from '../../core/findings/agreement-cards';
import { ownDetailKeys } from '../../core/details/keys';
import type { Figure } from '../../core/findings/figure';
import { figureSteps } from '../../core/findings/figures';
import type { Choice, Options, SentFigure, SentPassages, ToPage } from '../../core/findings/messages';
import { passageSteps, shownOf } from '../../core/findings/passages';
import { targetSteps } from '../../core/findings/stance-figures';
import {
  figuresOf,
  filterIn,
  filterKey,
  isSum,
  type FigureId,
  type FindingsState,
  type Pick as PickedMark,
} from '../../core/findings/state';
import { firstRows, leftOutNote, rowCount } from '../../core/export';
import { adviseQuery, EVERYTHING } from '../../core/query';
import { part, type Steps } from '../../core/base/steps';
import { selectSteps, type Selection } from '../../core/sums';
import { naturalCompare } from '../../core/text/natural';
import { label } from '../../core/text/safe';
import { counted } from '../../core/words/count';
import type { Services } from '../../host/services';
import { inSlices, type Slicing } from '../../host/slices';
import { say } from '../../core/base/say';
import type { Agreements, Say } from './agreement';

/** Rows of a table and passages that the page gets at once; the files that go out have all. */
const MOST_ROWS = 500;
const MOST_PASSAGES = 200;

/** Longest text of a table's cell on the page, in UTF-16 units. */
const LONGEST_CELL = 400;

export class Figures {
  private kept: { corpus: Corpus; key: string; selection: Selection } | undefined;
  private readonly lists = new WeakMap<Corpus, Pick<Options, 'sources' | 'coders'>>();
  private readonly details = new WeakMap<Corpus, readonly string[]>();

  constructor(
    private readonly services: Services,
    readonly agreements: Agreements,
  ) {}

  corpusFor(state: FindingsState): Corpus | undefined {
    const corpora = this.services.library.corpora();
    return corpora.find(({ codebook }) => codebook.uri === state.codebook) ?? corpora[0];
  }

  /** The passages that the filters let in; undefined when a field cannot be read or there is nothing at all. */
  selection(state: FindingsState): Promise<Selection | undefined> {
    return inSlices(this.selectionSteps(state));
  }

  private *selectionSteps(state: FindingsState): Steps<Selection | undefined> {
    const corpus = this.corpusFor(state);
    const filtered = filterIn(state);
    if (!corpus || !filtered.ok) return undefined;
    const key = filterKey(state);
    if (this.kept?.corpus === corpus && this.kept.key === key) return this.kept.selection;
    const selection = yield* selectSteps(corpus, filtered.filter);
    this.kept = { corpus, key, selection };
    return selection;
  }

  /** The figures of some views of the tags of one layer, and of the agreement of several. */
  async figures(state: FindingsState, ids: readonly FigureId[], tell: Say = () => undefined): Promise<Figure[]> {
    const selection = await this.selection(state);
    if (!selection) return [];
    const agreed = ids.every(isSum) ? [] : await this.agreed(selection.corpus, state, tell);
    const figures: Figure[] = [];
    for (const id of ids) {
      if (isSum(id)) figures.push(await inSlices(figureSteps(selection, state, id)));
      else figures.push(...agreed.filter((one) => one.id === id));
    }
    return figures;
  }

  private async agreed(corpus: Corpus, state: FindingsState, tell: Say): Promise<Figure[]> {
    return agreementFigures(corpus, await this.agreements.of(corpus, state, tell), state);
  }

  /** The answer to a state: the figures of its view, or what is wrong with a field. */
  answer(state: FindingsState, turn: number, slicing: Slicing): Promise<ToPage> {
    return inSlices(this.answerSteps(state, turn), slicing);
  }

  private *answerSteps(state: FindingsState, turn: number): Steps<ToPage> {
    const filtered = filterIn(state);
    if (!filtered.ok) return { type: 'mistake', turn, field: filtered.field, ...filtered.error };
    const selection = yield* part(this.selectionSteps(state), 0, 0.4);
    if (!selection) {
      const summary = say('There is no source in this window.');
      return { type: 'figures', turn, figures: [], targets: [], advice: [], summary };
    }
    const advice = adviseQuery(selection.corpus, filtered.filter.query ?? EVERYTHING);
    const ids = figuresOf(state.view).filter(isSum);
    const figures: SentFigure[] = [];
    for (const id of ids) {
      const done = figures.length / ids.length;
      const steps = figureSteps(selection, state, id);
      figures.push(sent(yield* part(steps, 0.4 + 0.6 * done, 0.4 + 0.6 * (done + 1 / ids.length))));
      yield undefined;
    }
    return {
      type: 'figures',
      turn,
      figures,
      passages: state.pick && (yield* this.passages(selection, state, state.pick)),
      targets: state.view === 'timeline' ? (yield* targetSteps(selection)).slice(0, 1_000) : [],
      details: this.detailsOf(selection.corpus),
      advice: advice.map(({ message }) => message),
      summary: summaryOf(selection),
    };
  }

  /** As {@link answer} for the view of the coders' agreement, which takes its time; `tell` hears how far it is. */
  async agreementAnswer(state: FindingsState, turn: number, tell: Say, slicing: Slicing): Promise<ToPage> {
    const answer = await this.answer(state, turn, slicing);
    const selection = await this.selection(state);
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

  private *passages(selection: Selection, state: FindingsState, pick: PickedMark): Steps<SentPassages> {
    const all = yield* passageSteps(selection, state, pick);
    return { pick, of: all.length, list: all.slice(0, MOST_PASSAGES).map((one) => shownOf(selection.corpus, one)) };
  }

  private detailsOf(corpus: Corpus): readonly string[] {
    let keys = this.details.get(corpus);
    if (!keys) this.details.set(corpus, (keys = ownDetailKeys(corpus.sources).slice(0, 100)));
    return keys;
  }

  /** What the filters can be set to. */
  options(state: FindingsState, slicing: Slicing): Promise<Options> {
    return inSlices(this.optionSteps(state), slicing);
  }

  private *optionSteps(state: FindingsState): Steps<Options> {
    const corpora = this.services.library.corpora();
    const corpus = this.corpusFor(state);
    if (!corpus) return { codebooks: [], types: [], sources: [], coders: [], searches: [] };
    const { codebook } = corpus;
    return {
      codebooks: corpora.map(({ codebook: { uri }, sources: all }) => ({
        key: uri,
        label: `${label(decodeURIComponent(uri.split('/').slice(-2).join('/')))} (${counted(all.length, 'source')})`,
      })),
      types: codebook.types.map(({ id, label: name }) => ({ key: id, label: label(name) })),
      ...(yield* this.listsOf(corpus)),
      searches: codebook.searches.map(({ name, query }) => ({ name, query })),
    };
  }

  private *listsOf(corpus: Corpus): Steps<Pick<Options, 'sources' | 'coders'>> {
    const known = this.lists.get(corpus);
    if (known) return known;
    const found = new Set<string>();
    const sources: Choice[] = [];
    for (const { uri, name, tags } of corpus.sources) {
      yield undefined;
      sources.push({ key: uri, label: label(name) });
      for (const { by } of tags) found.add(by ?? '');
    }
    const coders = [...found]
      .sort(naturalCompare)
      .map((coder) => ({ key: coder, label: coder === '' ? say('(no coder)') : label(coder) }));
    const lists = { sources, coders };
    this.lists.set(corpus, lists);
    return lists;
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
  const rows = firstRows(table, MOST_ROWS).map((row) =>
    row.map((cell) => (typeof cell === 'string' ? label(cell, LONGEST_CELL) : cell)),
  );
  const { title, columns, note } = table;
  return { ...figure, table: { title, columns, note, rows, of: rowCount(table) } };
}
