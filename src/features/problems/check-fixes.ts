/** Quick fixes for what the checks found: only what mends it by one step that the user would have done by hand. */
import * as vscode from 'vscode';
import type { Finding } from '../../core/checks';
import type { Tag } from '../../core/model';
import { foldName } from '../../core/text/fold';
import { label } from '../../core/text/safe';
import { rangeAt, uriOf } from '../../host/convert';
import type { Services } from '../../host/services';
import type { Fix } from './mark';

/** `tag` and `range`: where the finding is marked. */
export function fixesOf(services: Services, finding: Finding, tag: Tag | undefined, range: vscode.Range): Fix[] {
  const { t } = vscode.l10n;
  const uri = uriOf(finding.uri);
  const fix = (title: string, command: string, argument: unknown): Fix => {
    return { title, command: `stancemark.${command}`, args: [argument] };
  };
  switch (finding.code) {
    case 'two-entities':
      return others(services, finding.entities, tag?.entity).map(({ id, name }) =>
        fix(t('Make it {0}', label(name, 40)), 'editTag', { uri, id: tag?.id, set: { entity: id } }),
      );
    case 'untagged-here':
      return [
        ...finding.entities.map((id) =>
          fix(t('Tag here as {0} too', label(nameOf(services, finding.uri, id), 40)), 'acceptSuggestion', {
            uri,
            range,
            entity: id,
          }),
        ),
        fix(t('Dismiss these words in this source'), 'dismissSuggestion', {
          uri,
          range,
          everywhere: true,
        }),
      ];
    case 'inside-word': {
      const whole = tag && wholeWords(services, finding.uri, tag.id);
      return whole ? [fix(t('Snap the border to the word'), 'setTagRange', { uri, id: tag.id, range: whole })] : [];
    }
    case 'shared-alias':
      return shared(services, finding.uri, finding.entities).map(({ id, name, alias }) =>
        fix(t('Remove the alias “{0}” from {1}', label(alias, 40), label(name, 40)), 'removeAlias', {
          codebook: finding.uri,
          entity: id,
          alias,
        }),
      );
    default:
      return [];
  }
}

function nameOf(services: Services, source: string, id: string): string {
  return services.library.codebookOf(source)?.entity(id)?.name ?? id;
}

function others(services: Services, ids: readonly string[], own: string | undefined): { id: string; name: string }[] {
  const corpora = services.library.corpora();
  return ids
    .filter((id) => id !== own)
    .flatMap((id) => {
      const entity = corpora.map(({ codebook }) => codebook.entity(id)).find((one) => one !== undefined);
      return entity ? [{ id, name: entity.name }] : [];
    });
}

/** The tag's first piece with the words that its borders cut; only of an open source, whose text is at hand. */
function wholeWords(services: Services, source: string, id: string): vscode.Range | undefined {
  const range = services.library.rangesOf(source, id)?.[0];
  const document = vscode.workspace.textDocuments.find((one) => one.uri.toString() === source);
  if (!range || !document) return undefined;
  const text = document.getText();
  const isWord = (at: number): boolean => /[\p{L}\p{N}\p{M}]/u.test(text.charAt(at));
  let { from, to } = range;
  while (from > 0 && isWord(from) && isWord(from - 1)) from--;
  while (to < text.length && isWord(to - 1) && isWord(to)) to++;
  return rangeAt(document, { from, to });
}

function shared(
  services: Services,
  codebook: string,
  ids: readonly string[],
): { id: string; name: string; alias: string }[] {
  const view = services.library.codebook(codebook);
  const entities = ids.flatMap((id) => view?.entity(id) ?? []);
  return entities.flatMap((entity) => {
    const others = entities
      .filter((one) => one !== entity)
      .flatMap(({ name, aliases }) => [name, ...aliases])
      .map(foldName);
    return entity.aliases
      .filter((alias) => others.includes(foldName(alias)))
      .map((alias) => ({ id: entity.id, name: entity.name, alias }));
  });
}
