/** Findings of the checks as marks at their places. */
import * as vscode from 'vscode';
import type { Finding } from '../../core/checks';
import type { SourceView } from '../../core/corpus';
import type { Tag } from '../../core/model';
import { entityPlace } from '../../host/codebook-place';
import { toRange, uriOf } from '../../host/convert';
import { rangesNow } from '../../host/goto';
import { sentence } from '../../host/messages';
import type { Services } from '../../host/services';
import { fixesOf } from './check-fixes';
import { Mark } from './mark';

/** Findings that are about each of their tags by itself; of the others the first tag is marked, and leads to the rest. */
const EACH: ReadonlySet<Finding['code']> = new Set(['two-entities', 'inside-word']);

export function marksOf(services: Services, finding: Finding): Mark[] {
  const source = services.library.source(finding.uri);
  if (!source) return namesMarks(services, finding);
  const tags = finding.tags.flatMap((id) => services.library.tag(source.uri, id) ?? []);
  if (tags.length === 0) return finding.at ? [markOf(services, finding, toRange(finding.at))] : [];
  const marked = EACH.has(finding.code) ? tags : tags.slice(0, 1);
  return marked.flatMap((tag) => {
    const range = rangesNow(services, source.uri, tag)[0];
    if (!range) return [];
    const others = EACH.has(finding.code) ? [] : tags.slice(1);
    return [markOf(services, finding, range, { tag, related: related(services, source, others) })];
  });
}

/** `tag`: the tag at this place, of those that the finding is about. */
function markOf(
  services: Services,
  finding: Finding,
  range: vscode.Range,
  { tag, related }: { tag?: Tag; related?: readonly vscode.DiagnosticRelatedInformation[] } = {},
): Mark {
  return new Mark({
    range,
    message: sentence('{0} {1}', [vscode.l10n.t(finding.message), finding.detail]),
    code: finding.code,
    severity: finding.severity,
    related,
    fixes: () => fixesOf(services, finding, tag, range),
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
  if (!first) return [markOf(services, finding, new vscode.Range(0, 0, 0, 1))];
  const range = new vscode.Range(first.range.start, first.range.start.translate(1));
  const related = others.map(
    (place, i) => new vscode.DiagnosticRelatedInformation(place, sentence('{0}', [finding.entities[i + 1] ?? ''])),
  );
  return [markOf(services, finding, range, { related })];
}
