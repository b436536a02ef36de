/** Refused proposals under Problems, each at its place in its file. */
import * as vscode from 'vscode';
import { proposalsOf } from '../../core/names';
import { problemsOfProposals } from '../../core/proposals';
import { uriOf } from '../../host/convert';
import { sentence } from '../../host/messages';
import type { Services } from '../../host/services';
import { yamlRange } from '../../host/yaml-place';
import { SEVERITIES } from '../../host/severities';

/** A file with more is broken as a whole: the first ones say enough. */
const MOST = 300;

export class ProposalProblems implements vscode.Disposable {
  private readonly collection = vscode.languages.createDiagnosticCollection('stancemark-proposals');
  private readonly listening: { dispose(): void };

  constructor(private readonly services: Services) {
    this.listening = services.proposals.onDidChange((sources) => {
      for (const source of sources) this.show(source);
    });
  }

  private show(source: string): void {
    const lying = this.services.proposals.of(source);
    const uri = uriOf(proposalsOf(source));
    // Before the source was looked at nothing is known; that it is not there the library knows.
    const known =
      lying && (!lying.reading.ok || lying.judged || this.services.library.source(source)?.missing !== false);
    if (!known) {
      this.collection.delete(uri);
      return;
    }
    const file = lying.reading.ok ? lying.reading.value : undefined;
    this.collection.set(
      uri,
      problemsOfProposals(lying.reading, lying.judged)
        .slice(0, MOST)
        .map((problem) => {
          const range = file ? yamlRange(file, problem) : new vscode.Range(0, 0, 0, 1);
          const shown = new vscode.Diagnostic(
            range,
            sentence(problem.words, problem.data),
            SEVERITIES[problem.severity],
          );
          shown.source = 'Stancemark';
          shown.code = problem.code;
          return shown;
        }),
    );
  }

  dispose(): void {
    this.listening.dispose();
    this.collection.dispose();
  }
}
