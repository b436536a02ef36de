/** The results of a search as a read-only text: `stancemark:` documents, made anew from the query that their address carries. */
import * as vscode from 'vscode';
import { asDocument } from '../../core/export';
import { parseQuery } from '../../core/query';
import { findSteps } from '../../core/tree';
import type { Services } from '../../host/services';
import { inSlices } from '../../host/slices';

const SCHEME = 'stancemark';

/** Each opening has an address of its own, so that a text that one cites from does not change under the eyes. */
let opened = 0;

export function documentFor(query: string): vscode.Uri {
  const when = `${Date.now().toString(36)}${opened++}`;
  return vscode.Uri.from({ scheme: SCHEME, path: `/${vscode.l10n.t('Search results')}`, query, fragment: when });
}

export function registerSearchDocuments(services: Services): vscode.Disposable {
  return vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
    provideTextDocumentContent: async (uri) => {
      await services.library.readAll();
      const parsed = parseQuery(uri.query);
      if (!parsed.ok) return parsed.error.message;
      const { query } = parsed;
      const found = [];
      for (const corpus of services.library.corpora())
        found.push({
          corpus,
          passages: (await inSlices(findSteps(corpus, query))).bySource.flatMap(({ passages }) => passages),
        });
      return found
        .filter(({ passages }, i) => passages.length > 0 || i === 0)
        .map(({ corpus, passages }) =>
          asDocument(corpus, passages, {
            title: vscode.l10n.t('Passages'),
            asked: query.text,
            leftOut: query.asksLost ? undefined : vscode.l10n.t('Lost tags are left out.'),
          }),
        )
        .join('\n');
    },
  });
}
