/**
 * One source that is being adjudicated: the case at hand, what is left, and what each key does. Its text is read-only meanwhile, so that
 * a key is never typed into it.
 */
import * as vscode from 'vscode';
import { casesOf, decide, decideAgreed, decideAllOf, reopen } from '../../core/agreement/adjudicate';
import type { Case, Choice, Docket, Verdict } from '../../core/agreement/adjudicate';
import { briefOf, type Brief } from '../../core/agreement/brief';
import { SHARED } from '../../core/files/addresses';
import { label } from '../../core/text/safe';
import { Failure } from '../../host/commands';
import { setContext } from '../../host/context';
import { keyOf, rangeAt, uriOf } from '../../host/convert';
import { warn, whisper } from '../../host/messages';
import type { Services } from '../../host/services';
import { reportUnwritten } from '../../host/written';
import { Bar } from './bar';
import { leftIn, nextIn, type Left } from './cases';
import { docketOf, mustBeOpen } from './docket';
import { Drawing } from './draw';
import { kindsOf, saidIn } from './words';

/** Changes are collected for so long, in milliseconds. */
const PAUSE = 100;
const CONTEXT = 'stancemark.adjudicating';

export class Session implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  /** Another case is at hand, or none. */
  readonly onDidChange = this.changed.event;
  private shown = '';
  private uri: string | undefined;
  private cases: readonly Case[] = [];
  private docket: Docket | undefined;
  /** The key of the case at hand. */
  private at: string | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly drawing = new Drawing();
  private readonly bar = new Bar();
  private readonly parts: vscode.Disposable[];
  /** Sources whose editors are to be made writable again when they are seen next. */
  private readonly locked = new Set<string>();

  constructor(private readonly services: Services) {
    this.parts = [
      this.bar,
      this.drawing,
      this.changed,
      services.library.onDidChange(({ sources }) => {
        if (this.uri !== undefined && sources.has(this.uri)) this.later();
      }),
      vscode.window.onDidChangeActiveTextEditor(() => this.looked()),
      vscode.window.onDidChangeVisibleTextEditors(() => this.show()),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => keyOf(uri) === this.uri && this.end()),
    ];
  }

  /** Begins with a source. Returns what is left to decide. */
  async begin(uri: string): Promise<Left> {
    mustBeOpen(this.services, uri);
    const { library, coder } = this.services;
    await library.ensure(uri);
    // Files that came a moment ago may not have been told of yet.
    if (library.layers.codersOf(uri).length === 0) await library.rescan();
    if (library.layers.codersOf(uri).length === 0) {
      throw new Failure('No coder has a tags file of their own for this source, so there is nothing to decide.');
    }
    if (this.uri !== undefined && this.uri !== uri) this.end();
    // What was decided is seen as it will be read.
    if (library.layers.reading.layer !== SHARED) await coder.choose(SHARED);
    await vscode.window.showTextDocument(uriOf(uri), { preview: false });
    await vscode.commands.executeCommand('workbench.action.files.setActiveEditorReadonlyInSession');
    this.uri = uri;
    this.at = undefined;
    await this.look();
    this.go(1);
    this.looked();
    void this.warnOfUnfinished(uri);
    return this.left();
  }

  private async warnOfUnfinished(uri: string): Promise<void> {
    const { layers } = this.services.library;
    const open = layers.codersOf(uri).filter((coder) => !layers.isFinished(uri, coder));
    if (open.length > 0)
      await warn('Not finished with this source: {0}. What they change later shows up as new.', [open.join(', ')]);
  }

  end(): void {
    const { uri } = this;
    this.uri = undefined;
    this.cases = [];
    this.docket = undefined;
    for (const editor of vscode.window.visibleTextEditors) this.drawing.erase(editor);
    if (uri !== undefined) this.locked.add(uri);
    this.looked();
  }

  left(): Left {
    return leftIn(this.uri ?? '', this.cases, this.at);
  }

  get current(): Case | undefined {
    return this.cases.find(({ key }) => key === this.at);
  }

  get coders(): readonly string[] {
    return this.docket?.coders ?? [];
  }

  /** The next case to decide, or the one before. Returns what is left. */
  go(step: 1 | -1): Left {
    const next = nextIn(this.cases, this.at, step);
    this.at = next?.key;
    const editor = this.editor();
    if (next && editor) {
      const range = rangeAt(editor.document, next);
      editor.selection = new vscode.Selection(range.start, range.start);
      editor.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
    }
    this.show();
    if (!next) this.sayDone();
    return this.left();
  }

  private sayDone(): void {
    const { agreed } = this.left();
    if (agreed > 0) whisper('No disagreement is left. {0} to accept that all agree on: press g.', [agreed]);
    else whisper('Everything in this source is decided.');
  }

  /** Decides the case at hand (or the one with a tag of this id), then goes on. Returns what is left. */
  async take(choice: (one: Case, coders: readonly string[]) => Choice, id?: string): Promise<Left> {
    await this.look();
    const one = id === undefined ? this.current : this.cases.find(({ tags }) => tags.some((own) => own?.tag.id === id));
    if (!one || !this.docket) throw new Failure('No disagreement is at hand. Go to the next one first.');
    const wanted = choice(one, this.docket.coders);
    const { ids } = await this.write(
      'Decide between coders',
      decide(one, wanted, this.docket, () => this.newId()),
    );
    const [made] = ids;
    if (wanted.edit && made !== undefined) {
      await vscode.commands.executeCommand('stancemark.editTag', { uri: this.uri, id: made });
    }
    return this.go(1);
  }

  async takeAgreed(): Promise<Left> {
    await this.look();
    const docket = this.must();
    await this.write(
      'Accept what all coders agree on',
      decideAgreed(docket, () => this.newId()),
    );
    return this.go(1);
  }

  async takeAllOf(coder: string): Promise<Left> {
    await this.look();
    const docket = this.must();
    const number = docket.coders.indexOf(coder);
    if (number < 0) throw new Failure('“{0}” has not coded this source.', [coder]);
    await this.write(
      'Decide as one coder has it',
      decideAllOf(docket, number, () => this.newId()),
    );
    return this.go(1);
  }

  /** The case of a tag of this id (or at the cursor) is open again. */
  async reopen(id: string | undefined): Promise<Left> {
    await this.look();
    const docket = this.must();
    const editor = this.editor();
    const offset = editor?.document.offsetAt(editor.selection.active) ?? -1;
    const one = this.cases.find(({ tags, made, state, from, to }) =>
      id !== undefined
        ? made.includes(id) || tags.some((own) => own?.tag.id === id)
        : state === 'decided' && from <= offset && offset < to,
    );
    if (!one) throw new Failure('Nothing that was decided is here.');
    await this.write('Open a decision again', { changes: reopen(one, docket), ids: [], kept: [] });
    this.at = one.key;
    this.show();
    return this.left();
  }

  private must(): Docket {
    if (!this.docket) throw new Failure('Nothing is being adjudicated. Begin with “Adjudicate”.');
    return this.docket;
  }

  private async write(step: string, verdict: Verdict): Promise<Verdict> {
    if (this.uri === undefined || verdict.changes.length === 0) return verdict;
    const done = await this.services.library.edit(step, [
      { kind: 'sidecar', uri: this.uri, layer: SHARED, changes: verdict.changes },
    ]);
    await reportUnwritten(done.written);
    if (verdict.kept.length > 0) {
      whisper('{0} stood in the shared file before, and stays.', [verdict.kept.join(', ')]);
    }
    await this.look();
    return verdict;
  }

  private newId(): string {
    return this.services.library.newId(this.uri ?? '');
  }

  private async look(): Promise<void> {
    const { uri } = this;
    if (uri === undefined) return;
    const docket = await docketOf(this.services, uri);
    if (this.uri !== uri) return;
    this.docket = docket;
    this.cases = docket ? casesOf(docket) : [];
    this.show();
  }

  private later(): void {
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      this.look().catch((error: unknown) => this.services.log.error(`Adjudication: ${String(error)}`));
    }, PAUSE);
  }

  private editor(): vscode.TextEditor | undefined {
    return vscode.window.visibleTextEditors.find(({ document }) => keyOf(document.uri) === this.uri);
  }

  /** Another editor is in front: the keys are those of the adjudication in its source alone. */
  private looked(): void {
    const active = vscode.window.activeTextEditor;
    const key = active && keyOf(active.document.uri);
    const here = key !== undefined && key === this.uri;
    void setContext(CONTEXT, here);
    if (key !== undefined && !here && this.locked.delete(key)) {
      void vscode.commands.executeCommand('workbench.action.files.resetActiveEditorReadonlyInSession');
    }
    this.show();
  }

  private show(): void {
    const { current } = this;
    const editor = this.editor();
    if (this.uri === undefined) {
      this.shown = '';
      this.changed.fire();
      this.bar.hide();
      return;
    }
    if (editor) this.drawing.draw(editor, this.cases, current);
    const shown = `${current?.key ?? ''}\n${current?.state ?? ''}`;
    if (shown !== this.shown) {
      this.shown = shown;
      this.changed.fire();
    }
    this.bar.show(this.left(), current ? kindsOf(current) : '', current && this.words(current));
  }

  /** What each coder has of a case: `1 ann: Moscow · 2 ben: nothing`. */
  words(one: Case): string {
    return this.coders
      .flatMap((coder, i) => (this.docket?.layers[i] ? [`${i + 1} ${label(coder, 32)}: ${this.said(one, i)}`] : []))
      .join(' · ');
  }

  /** What tells the coders apart, in few words. */
  brief(one: Case): Brief {
    return briefOf(one, this.services.library.codebookOf(this.uri ?? ''));
  }

  /** What a coder (by number, from 0) has of a case. */
  said(one: Case, coder: number): string {
    return saidIn(this.services, this.uri ?? '', one, coder);
  }

  dispose(): void {
    clearTimeout(this.timer);
    vscode.Disposable.from(...this.parts).dispose();
  }
}
