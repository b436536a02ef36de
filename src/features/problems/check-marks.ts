/** Findings of the checks as problems at their places, with what their quick fixes need. */
import * as vscode from 'vscode';
import type { Finding } from '../../core/checks';
import type { SourceView } from '../../core/corpus';
import type { Tag } from '../../core/model';
import { entityPlace } from '../../host/codebook-place';
import { toRange, uriOf } from '../../host/convert';
import { rangesNow } from '../../host/goto';
import { sentence } from '../../host/messages';
import type { Services } from '../../host/services';
import { SEVERITIES } from '../../host/severities';

/** A finding at one place. VS Code gives the same object back to the provider of code actions. */
export class Mark extends vscode.Diagnostic {
  constructor(
    range: vscode.Range,
    readonly finding: Finding,
    /** The tag at this place, of those that the finding is about. */
    readonly tag: Tag | undefined,
  ) {
    super(range, sentence('{0} {1}', [vscode.l10n.t(finding.message), finding.detail]), SEVERITIES[finding.severity]);
    this.source = 'Stancemark';
    this.code = finding.code;
  }
}

/** Findings that are about each of their tags by itself; of the others the first tag is marked, and leads to the rest. */
const EACH: ReadonlySet<Finding['code']> = new Set(['two-entities', 'inside-word']);

export function marksOf(services: Services, finding: Finding): Mark[] {
  const source = services.library.source(finding.uri);
  if (!source) return namesMarks(services, finding);
  const tags = finding.tags.flatMap((id) => services.library.tag(source.uri, id) ?? []);
  if (tags.length === 0) return finding.at ? [new Mark(toRange(finding.at), finding, undefined)] : [];
  const marked = EACH.has(finding.code) ? tags : tags.slice(0, 1);
  return marked.flatMap((tag) => {
    const range = rangesNow(services, source.uri, tag)[0];
    if (!range) return [];
    const mark = new Mark(range, finding, tag);
    if (!EACH.has(finding.code) && tags.length > 1) mark.relatedInformation = related(services, source, tags.slice(1));
    return [mark];
  });
}

function related(services: Services, source: SourceView, tags: readonly Tag[]): vscode.DiagnosticRelatedInformation[] {
  return tags.flatMap((tag) => {
    const range = rangesNow(services, source.uri, tag)[0];
    if (!range) return [];
    const location = new vscode.Location(uriOf(source.uri), range);
    return [new vscode.DiagnosticRelatedInformation(location, sentence('“{0}”', [tag.quote]))];
  });
}

/** What is about names alone stands in the codebook, at each of the entities. */
function namesMarks(services: Services, finding: Finding): Mark[] {
  const places = finding.entities.flatMap((id) => entityPlace(services, finding.uri, id) ?? []);
  const [first, ...others] = places;
  if (!first) return [new Mark(new vscode.Range(0, 0, 0, 1), finding, undefined)];
  const mark = new Mark(new vscode.Range(first.range.start, first.range.start.translate(1)), finding, undefined);
  mark.relatedInformation = others.map(
    (place, i) => new vscode.DiagnosticRelatedInformation(place, sentence('{0}', [finding.entities[i + 1] ?? ''])),
  );
  return [mark];
}
