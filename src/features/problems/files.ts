/**
 * Keeps the list under Problems in step with the library. Only what was read is looked at, a changed source at a time; while a
 * source is typed in, VS Code moves the marks by itself.
 */
import * as vscode from 'vscode';
import type { Problem } from '../../core/checks/problems';
import { problemsOfCodebook, problemsOfSource } from '../../core/checks/problems';
import { sidecarOf } from '../../core/names';
import { toRange, uriOf } from '../../host/convert';
import { rangesNow } from '../../host/goto';
import { sentence } from '../../host/messages';
import type { Services } from '../../host/services';
import { yamlRange } from '../../host/yaml-place';
import { SEVERITIES } from '../../host/severities';

/** Changes are collected for so long, in milliseconds. */
const PAUSE = 150;

/** A problem with what its quick fixes need. VS Code gives the same object back to the provider of code actions. */
export class Shown extends vscode.Diagnostic {
  constructor(
    range: vscode.Range,
    message: string,
    readonly problem: Problem,
    /** Address of the source whose sidecar it is about; of the codebook where it is about that. */
    readonly owner: string,
  ) {
    super(range, message, SEVERITIES[problem.severity]);
    this.source = 'Stancemark';
    this.code = problem.code;
  }
}

export class Problems implements vscode.Disposable {
  private readonly collection = vscode.languages.createDiagnosticCollection('stancemark');
  private readonly sources = new Set<string>();
  private readonly codebooks = new Set<string>();
  /** Sources and codebooks with problems shown. */
  private readonly shown = new Set<string>();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly listening: { dispose(): void };

  constructor(private readonly services: Services) {
    this.listening = services.library.onDidChange((change) => {
      for (const uri of change.sources) this.sources.add(uri);
      for (const uri of change.codebooks) this.codebooks.add(uri);
      // What came or went is told by the shown ones that are there no more.
      if (change.listing) for (const uri of this.shown) this.sources.add(uri);
      this.timer ??= setTimeout(() => this.refresh(), PAUSE);
    });
  }

  private refresh(): void {
    this.timer = undefined;
    const { library } = this.services;
    // Another codebook may know other ids: all of its sources are looked at again.
    for (const corpus of library.corpora()) {
      if (this.codebooks.has(corpus.codebook.uri)) for (const source of corpus.sources) this.sources.add(source.uri);
    }
    for (const uri of this.codebooks) this.showCodebook(uri);
    for (const uri of this.sources) this.showSource(uri);
    this.sources.clear();
    this.codebooks.clear();
  }

  private showCodebook(uri: string): void {
    const { library } = this.services;
    const codebook = library.codebook(uri);
    const file = library.codebookFile(uri);
    const problems = codebook ? problemsOfCodebook(codebook, file) : [];
    this.put(uri, problems.length > 0, [
      [uriOf(uri), problems.map((one) => new Shown(this.rangeIn(file, one), words(one), one, uri))],
    ]);
  }

  private showSource(uri: string): void {
    const { library } = this.services;
    const source = library.source(uri);
    const sidecar = library.sidecar(uri);
    const problems = source ? problemsOfSource(source, sidecar, library.codebookOf(uri)) : [];
    // A problem stands in one file: a tag that wandered in the text, where it is looked for; all others in the sidecar.
    const inSource: Shown[] = [];
    const inSidecar: Shown[] = [];
    for (const one of problems) {
      const range = source?.missing ? undefined : this.rangeInSource(uri, one);
      if (range) inSource.push(new Shown(range, words(one), one, uri));
      else inSidecar.push(new Shown(this.rangeIn(sidecar, one), words(one), one, uri));
    }
    this.put(uri, problems.length > 0, [
      // Of a source that went away no layer is known any more: its marks stood in the shared file.
      [uriOf(library.layers.address(uri) || sidecarOf(uri)), inSidecar],
      [uriOf(uri), inSource],
    ]);
  }

  /** Where a moved or lost tag stands in its text; undefined for any other problem. */
  private rangeInSource(uri: string, { code, tag }: Problem): vscode.Range | undefined {
    if (!tag) return undefined;
    if (code === 'moved') return rangesNow(this.services, uri, tag)[0];
    return code === 'lost' ? lineOf(toRange(tag.at)) : undefined;
  }

  private put(key: string, any: boolean, entries: readonly [vscode.Uri, vscode.Diagnostic[]][]): void {
    if (!any && !this.shown.has(key)) return;
    for (const [uri, list] of entries) this.collection.set(uri, list.length > 0 ? list : undefined);
    if (any) this.shown.add(key);
    else this.shown.delete(key);
  }

  /** Without a text that could be read, the file's first line stands for it. */
  private rangeIn(file: { readonly text: string } | undefined, problem: Problem): vscode.Range {
    if (!file || problem.code === 'refused') return new vscode.Range(0, 0, 0, 1);
    return yamlRange(file, problem);
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.listening.dispose();
    this.collection.dispose();
  }
}

/** Where a lost tag stood, for want of a better place: the start of that line. */
function lineOf(range: vscode.Range): vscode.Range {
  return new vscode.Range(range.start.line, 0, range.start.line, 0);
}

function words(problem: Problem): string {
  return sentence(problem.words, problem.data);
}
