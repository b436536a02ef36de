/**
 * Runs the consistency checks: over the sources that are open by itself, when nothing changed for a while; over everything by
 * the command.
 */
import * as vscode from 'vscode';
import { CHECK_CODES, checkSteps, type CheckCode, type Finding, type UntaggedHit } from '../../core/checks';
import type { Corpus, SourceView } from '../../core/corpus';
import { part, type Steps } from '../../core/base/steps';
import { argumentsOf } from '../../host/arguments';
import { uriOf } from '../../host/convert';
import { corpusFor, sourcesIn } from '../../host/corpus';
import { whisper } from '../../host/messages';
import type { Services } from '../../host/services';
import { settings } from '../../host/settings';
import { inSight, inSlices } from '../../host/slices';
import { suggestedIn } from '../../host/suggested';
import { marksOf } from './check-marks';
import { Marks, type Mark } from './mark';

/** Nothing changed for so long, in milliseconds: checking is for pauses. */
const PAUSE = 1_500;
const PARALLEL = 24;

/** Files whose problems are told to VS Code at once. */
const AT_ONCE = 100;

/** The setting that switches a check on. */
const SETTINGS: Record<CheckCode, string> = {
  'two-entities': 'formAsTwo',
  'untagged-here': 'untaggedHere',
  'inside-word': 'borderInWord',
  'shared-alias': 'sharedAlias',
  'confusable-names': 'sharedAlias',
  'no-mention': 'holderWithoutMention',
  'opposite-stances': 'oppositeStances',
};

/** The checks that compare a source with all others. */
const ACROSS: ReadonlySet<CheckCode> = new Set(['two-entities', 'untagged-here']);

export interface Checked {
  readonly count: number;
  /** How many findings of each check that found any. */
  readonly counts: Readonly<Partial<Record<CheckCode, number>>>;
  /** Addresses of the files with findings. */
  readonly sources: readonly string[];
}

export class Checks implements vscode.Disposable {
  private readonly marks = new Marks('stancemark-checks');
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly owned: vscode.Disposable;
  /** Files that the command marked: they stay in step too, though they are closed. */
  private readonly asked = new Set<string>();
  /** Another number: what is being checked by itself is out of date. */
  private turn = 0;

  constructor(private readonly services: Services) {
    this.owned = vscode.Disposable.from(
      this.marks,
      services.library.onDidChange(() => this.later()),
      vscode.window.onDidChangeVisibleTextEditors(() => this.later()),
      settings.onChange(() => this.later()),
    );
  }

  private later(): void {
    clearTimeout(this.timer);
    this.turn++;
    this.timer = setTimeout(() => void this.checkOpen(), PAUSE);
  }

  private async checkOpen(): Promise<void> {
    const turn = ++this.turn;
    try {
      await inSlices(this.openSteps(), { stopped: () => turn !== this.turn });
    } catch (error) {
      // Something changed meanwhile, and all is looked at again after the next pause.
      if (!(error instanceof vscode.CancellationError)) this.services.log.error(`Not checked: ${String(error)}`);
    }
  }

  private *openSteps(): Steps<void> {
    const { library } = this.services;
    const wanted = (source: SourceView): boolean => library.isOpen(source.uri) || this.asked.has(source.uri);
    for (const corpus of library.corpora()) {
      const sources = corpus.sources.filter(wanted);
      if (sources.length === 0 && !this.asked.has(corpus.codebook.uri)) continue;
      yield* this.show(corpus, sources, yield* this.find(corpus, sources, new Map()));
    }
  }

  /** Findings of these sources and of the codebook. What compares sources is compared with all of them. */
  private *find(
    corpus: Corpus,
    sources: readonly SourceView[],
    untagged: ReadonlyMap<string, readonly UntaggedHit[]>,
  ): Steps<Finding[]> {
    const scope = uriOf(corpus.codebook.uri);
    const on = CHECK_CODES.filter((code) => settings.check(SETTINGS[code], scope));
    const shown = new Set([corpus.codebook.uri, ...sources.map(({ uri }) => uri)]);
    const across = on.filter((code) => ACROSS.has(code));
    const alone = on.filter((code) => !ACROSS.has(code));
    const hits = (source: SourceView): readonly UntaggedHit[] =>
      shown.has(source.uri) ? (untagged.get(source.uri) ?? this.untaggedOpen(source)) : [];
    const found = yield* part(checkSteps({ codebook: corpus.codebook, sources }, { codes: alone }), 0, 0.5);
    const others = across.length > 0 ? yield* checkSteps(corpus, { codes: across, hits }) : [];
    return [...found, ...others.filter(({ uri }) => shown.has(uri))];
  }

  private untaggedOpen(source: SourceView): readonly UntaggedHit[] {
    const text = this.services.library.liveText(source.uri)?.text;
    if (!text) return [];
    return suggestedIn(this.services, source, text).map(({ hit }) => ({
      at: text.spanOf(hit),
      form: hit.form,
      entities: hit.entities,
    }));
  }

  private *show(corpus: Corpus, sources: readonly SourceView[], findings: readonly Finding[]): Steps<void> {
    const byFile = new Map<string, Mark[]>(
      [corpus.codebook.uri, ...sources.map(({ uri }) => uri)].map((uri) => [uri, []]),
    );
    for (const finding of findings) {
      byFile.get(finding.uri)?.push(...marksOf(this.services, finding));
      yield undefined;
    }
    const files = [...byFile];
    for (let at = 0; at < files.length; at += AT_ONCE) {
      this.marks.show(files.slice(at, at + AT_ONCE));
      yield undefined;
    }
  }

  /** `{scope?, uri?, codebook?}`: checks everything (or the scope) and lists it under Problems. */
  async run(args: unknown): Promise<Checked> {
    const given = argumentsOf(args);
    const corpus = await corpusFor(this.services, given);
    const sources = sourcesIn(corpus, given, 'workspace');
    const untagged = await this.untaggedIn(corpus, sources);
    const steps = function* (this: Checks): Steps<Finding[]> {
      const found = yield* part(this.find(corpus, sources, untagged), 0, 0.8);
      for (const { uri } of [corpus.codebook, ...sources]) this.asked.add(uri);
      yield* this.show(corpus, sources, found);
      return found;
    };
    const findings = await inSight(vscode.l10n.t('Checking the tags'), steps.call(this));
    // What changed meanwhile is looked at again.
    if (!this.services.library.corpora().includes(corpus)) this.later();
    const counts: Partial<Record<CheckCode, number>> = {};
    for (const { code } of findings) counts[code] = (counts[code] ?? 0) + 1;
    if (findings.length === 0) whisper('Nothing was found.');
    else {
      whisper('Findings listed under Problems: {0}.', [findings.length]);
      await vscode.commands.executeCommand('workbench.actions.view.problems');
    }
    return { count: findings.length, counts, sources: [...new Set(findings.map(({ uri }) => uri))] };
  }

  private async untaggedIn(
    corpus: Corpus,
    sources: readonly SourceView[],
  ): Promise<Map<string, readonly UntaggedHit[]>> {
    const found = new Map<string, readonly UntaggedHit[]>();
    if (!settings.check(SETTINGS['untagged-here'], uriOf(corpus.codebook.uri))) return found;
    const todo = [...sources];
    const next = async (): Promise<void> => {
      for (let source = todo.pop(); source; source = todo.pop()) {
        try {
          const text = await this.services.library.textOf(source.uri);
          if (!text) continue;
          const hits = suggestedIn(this.services, source, text);
          found.set(
            source.uri,
            hits.map(({ hit }) => ({ at: text.spanOf(hit), form: hit.form, entities: hit.entities })),
          );
        } catch (error) {
          // One unreadable source must not keep the others from being checked.
          this.services.log.warn(`${source.uri}: not checked: ${String(error)}`);
        }
      }
    };
    await Promise.all(Array.from({ length: PARALLEL }, next));
    return found;
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.turn++;
    this.owned.dispose();
  }
}
