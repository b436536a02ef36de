/**
 * What is wrong in sidecars and codebooks, kept in step with the library. Only what was read is looked at, a changed source at a time; while a
 * source is typed in, VS Code moves the marks by itself.
 */
import * as vscode from 'vscode';
import type { Problem } from '../../core/checks/problems';
import { problemsOfCodebook, problemsOfSource } from '../../core/checks/problems';
import { sidecarOf } from '../../core/files/addresses';
import { toRange } from '../../host/convert';
import { rangesNow } from '../../host/goto';
import { sentence } from '../../host/messages';
import type { Services } from '../../host/services';
import { yamlRange } from '../../host/yaml-place';
import { fixesOf } from './file-fixes';
import { Mark, Marks } from './mark';

/** Changes are collected for so long, in milliseconds. */
const PAUSE = 150;

export class FileProblems implements vscode.Disposable {
  private readonly marks = new Marks('stancemark');
  private readonly sources = new Set<string>();
  private readonly codebooks = new Set<string>();
  /** Of sources and codebooks with problems: the files in which those are marked. */
  private readonly shown = new Map<string, readonly string[]>();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly listening: { dispose(): void };

  constructor(private readonly services: Services) {
    this.listening = services.library.onDidChange((change) => {
      for (const uri of change.sources) this.sources.add(uri);
      for (const uri of change.codebooks) this.codebooks.add(uri);
      // What came or went is told by the shown ones that are there no more.
      if (change.listing) for (const uri of this.shown.keys()) this.sources.add(uri);
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
    this.put(uri, [[uri, problems.map((one) => this.markOf(one, this.rangeIn(file, one), uri))]]);
  }

  private showSource(uri: string): void {
    const { library } = this.services;
    const source = library.source(uri);
    const sidecar = library.sidecar(uri);
    const problems = source ? problemsOfSource(source, sidecar, library.codebookOf(uri)) : [];
    // A problem stands in one file: a tag that wandered in the text, where it is looked for; all others in the sidecar.
    const inSource: Mark[] = [];
    const inSidecar: Mark[] = [];
    for (const one of problems) {
      const range = source?.missing ? undefined : this.rangeInSource(uri, one);
      if (range) inSource.push(this.markOf(one, range, uri));
      else inSidecar.push(this.markOf(one, this.rangeIn(sidecar, one), uri));
    }
    this.put(uri, [
      [library.layers.address(uri) || sidecarOf(uri), inSidecar],
      [uri, inSource],
    ]);
  }

  /** Where a moved or lost tag stands in its text; undefined for any other problem. */
  private rangeInSource(uri: string, { code, tag }: Problem): vscode.Range | undefined {
    if (!tag) return undefined;
    if (code === 'moved') return rangesNow(this.services, uri, tag)[0];
    return code === 'lost' ? lineOf(toRange(tag.at)) : undefined;
  }

  /** Files that were marked before and are not among these are marked no more: tags are read from another layer's file now. */
  private put(owner: string, files: readonly (readonly [string, readonly Mark[]])[]): void {
    const before = (this.shown.get(owner) ?? []).filter((uri) => !files.some(([other]) => other === uri));
    const marked = files.filter(([, marks]) => marks.length > 0).map(([uri]) => uri);
    if (marked.length > 0 || this.shown.has(owner))
      this.marks.show([...before.map((uri) => [uri, []] as const), ...files]);
    if (marked.length > 0) this.shown.set(owner, marked);
    else this.shown.delete(owner);
  }

  private markOf(problem: Problem, range: vscode.Range, owner: string): Mark {
    return new Mark({
      range,
      message: sentence(problem.words, problem.data),
      code: problem.code,
      severity: problem.severity,
      fixes: (document) => fixesOf(this.services, problem, owner, document),
    });
  }

  /** Without a text that could be read, the file's first line stands for it. */
  private rangeIn(file: { readonly text: string } | undefined, problem: Problem): vscode.Range {
    if (!file || problem.code === 'refused') return new vscode.Range(0, 0, 0, 1);
    return yamlRange(file, problem);
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.listening.dispose();
    this.marks.dispose();
  }
}

/** Where a lost tag stood, for want of a better place: the start of that line. */
function lineOf(range: vscode.Range): vscode.Range {
  return new vscode.Range(range.start.line, 0, range.start.line, 0);
}
