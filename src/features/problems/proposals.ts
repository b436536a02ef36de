/** Refused proposals under Problems, each at its place in its file. */
import * as vscode from 'vscode';
import { proposalsOf } from '../../core/files/addresses';
import { linesText, problemsOfProposals } from '../../core/proposals';
import { uriOf } from '../../host/convert';
import { sentence } from '../../host/messages';
import type { Services } from '../../host/services';
import { yamlRange } from '../../host/yaml-place';
import { Mark, Marks, type Fix } from './mark';

/** A file with more is broken as a whole: the first ones say enough. */
const MOST = 300;

export class ProposalProblems implements vscode.Disposable {
  private readonly marks = new Marks('stancemark-proposals');
  private readonly listening: { dispose(): void };

  constructor(private readonly services: Services) {
    this.listening = services.proposals.onDidChange((sources) => {
      for (const source of sources) this.show(source);
    });
  }

  private show(source: string): void {
    const lying = this.services.proposals.of(source);
    const uri = proposalsOf(source);
    // Before the source was looked at nothing is known; that it is not there the library knows.
    const known =
      lying && (!lying.reading.ok || lying.judged || this.services.library.source(source)?.missing !== false);
    if (!known) {
      this.marks.show([[uri, []]]);
      return;
    }
    const file = lying.reading.ok ? lying.reading.value : undefined;
    const problems = problemsOfProposals(lying.reading, lying.judged).slice(0, MOST);
    const marks = problems.map(({ words, data, code, severity, instead, ...stretch }) => {
      const range = file ? yamlRange(file, stretch) : new vscode.Range(0, 0, 0, 1);
      const lines = instead && linesText(instead);
      const fixes = (): readonly Fix[] =>
        lines === undefined
          ? []
          : [
              { title: vscode.l10n.t('Set its lines to {0}', lines), write: lines, preferred: true },
              lookFix(source, instead),
            ];
      return new Mark({ range, message: sentence(words, data), code, severity, fixes });
    });
    this.marks.show([[uri, marks]]);
  }

  dispose(): void {
    this.listening.dispose();
    this.marks.dispose();
  }
}

/** Opens the source at the lines in which a quote stands now. */
function lookFix(source: string, lines: { readonly first: number; readonly last: number } | undefined): Fix {
  const selection = lines && new vscode.Range(lines.first, 0, lines.last + 1, 0);
  return {
    title: vscode.l10n.t('Open the source there'),
    command: 'vscode.open',
    args: [uriOf(source), { selection }],
  };
}
