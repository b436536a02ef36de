/** How far coders agree, for the page and for files: reads the coders' layers and compares them a few milliseconds at a time. */
import * as vscode from 'vscode';
import { isCompared } from '../../core/agreement/answer';
import { compareSteps, type Comparison } from '../../core/agreement/compare';
import { schemeOf } from '../../core/agreement/groups';
import { codedSources, layersIn, type Coded, type Keep } from '../../core/agreement/read';
import type { Steps } from '../../core/base/steps';
import { gammaSteps, type SourceGamma } from '../../core/agreement/tables';
import type { Corpus, SourceView } from '../../core/corpus';
import type { Agreement } from '../../core/findings/agreement-notes';
import { DRAWS, GAMMA } from '../../core/findings/agreement-options';
import { filterIn, filterKey, type FindingsState } from '../../core/findings/state';
import type { LibraryReader } from '../../core/library/reader';
import { select } from '../../core/sums';
import { VsCodeFiles } from '../../host/files';
import { inSlices } from '../../host/slices';

export type Say = (says: string, share: number) => void;

interface Kept<T> {
  readonly key: string;
  readonly value: Promise<T>;
}

export class Agreements implements vscode.Disposable {
  private readonly files = new VsCodeFiles();
  /** Another number: something has changed. */
  private version = 0;
  private corpus: Corpus | undefined;
  private compared: Kept<Agreement> | undefined;
  private gammas: Kept<readonly SourceGamma[]> | undefined;
  private work = new vscode.CancellationTokenSource();
  private gammaWork = new vscode.CancellationTokenSource();
  private readonly subscription: vscode.Disposable;

  constructor(private readonly library: LibraryReader) {
    this.subscription = library.onDidChange(() => this.version++);
  }

  /** Ends what is being computed; what is computed already stays. */
  stop(): void {
    this.work.cancel();
    this.gammaWork.cancel();
  }

  /**
   * The comparison that a state asks for; of several calls that ask the same, all have the same answer. With γ where the state asks
   * for it. What was stopped is without, and can be asked for again.
   */
  async of(corpus: Corpus, state: FindingsState, say: Say): Promise<Agreement> {
    const views = viewsIn(corpus, state);
    // What this reads is a change as well, so it comes first.
    await this.library.layers.load(views.map(({ uri }) => uri));
    if (this.corpus !== corpus) {
      this.corpus = corpus;
      this.version++;
    }
    const key = JSON.stringify([this.version, filterKey(state), state.unit, state.uncoded, state.finished]);
    if (this.compared?.key !== key) {
      this.stop();
      this.work = new vscode.CancellationTokenSource();
      this.compared = { key, value: this.compare(corpus, views, state, say, this.work.token) };
    }
    const { compared } = this;
    const found = await compared.value;
    if (found.stopped && this.compared === compared) this.compared = undefined;
    if (!state.gamma || !found.comparison) {
      if (!state.gamma) this.gammaWork.cancel();
      return found;
    }
    if (this.gammas?.key !== key || this.gammaWork.token.isCancellationRequested) {
      this.gammaWork = new vscode.CancellationTokenSource();
      const steps = gammaSteps(found.comparison.sources, GAMMA);
      this.gammas = { key, value: this.run(steps, vscode.l10n.t('Computing γ'), say, this.gammaWork.token) };
    }
    const { gammas } = this;
    try {
      return { ...found, gamma: await gammas.value };
    } catch (error) {
      if (!(error instanceof vscode.CancellationError)) throw error;
      if (this.gammas === gammas) this.gammas = undefined;
      return found;
    }
  }

  private async compare(
    corpus: Corpus,
    views: readonly SourceView[],
    state: FindingsState,
    say: Say,
    token: vscode.CancellationToken,
  ): Promise<Agreement> {
    let coded: Coded = { coders: [], sources: [], unfinished: [], troubles: [] };
    try {
      const filtered = filterIn(state);
      if (!filtered.ok) return { coded };
      // Who codes blind sees of others what is finished, and no figure that rests on the rest.
      const seen = views.filter(({ uri }) => !this.library.layers.isBlind(uri));
      const layers = layersIn(this.library.layers, seen);
      const keep: Keep | undefined =
        filtered.filter.query || filtered.filter.types
          ? (view, { coder, tags }, placements) => {
              const own: SourceView = { ...view, tags: tags.map((tag) => ({ ...tag, by: coder })), placements };
              const { query, types } = filtered.filter;
              const { groups } = select({ ...corpus, sources: [own] }, { query, types });
              return groups.flatMap(({ passages }) => passages.map(({ tag }) => tag));
            }
          : undefined;
      const wanted = { coders: state.coders.filter((coder) => coder !== ''), unfinished: state.finished === 'any' };
      coded = await codedSources(layers, wanted, this.files, keep);
      coded = { ...coded, unfinished: [...layers.blind, ...coded.unfinished] };
      if (token.isCancellationRequested) throw new vscode.CancellationError();
      if (!coded.sources.some(isCompared)) return { coded };
      const { unit, uncoded } = state;
      const steps = compareSteps(coded.sources, coded.coders, schemeOf([corpus.codebook]), { unit, uncoded, ...DRAWS });
      return {
        coded,
        comparison: await this.run<Comparison>(steps, vscode.l10n.t('Comparing the coders'), say, token),
      };
    } catch (error) {
      if (!(error instanceof vscode.CancellationError)) throw error;
      return { coded, stopped: true };
    } finally {
      say('', 1);
    }
  }

  private run<T>(steps: Steps<T>, says: string, say: Say, token: vscode.CancellationToken): Promise<T> {
    return inSlices(steps, {
      stopped: () => token.isCancellationRequested,
      tell: (share) => say(share === 1 ? '' : says, share),
    });
  }

  dispose(): void {
    this.stop();
    this.subscription.dispose();
  }
}

/** The sources that the filters let in, before anything is read: dates and names leave out what need not be. */
function viewsIn(corpus: Corpus, state: FindingsState): readonly SourceView[] {
  const filtered = filterIn(state);
  if (!filtered.ok) return [];
  const { sources, from, to } = filtered.filter;
  return select(corpus, { sources, from, to }).groups.map(({ source }) => source);
}
