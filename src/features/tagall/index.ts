/** Tag all, untag all, and the preview in which both are looked over. */
import * as vscode from 'vscode';
import { argumentsOf, optionalFlag } from '../../host/arguments';
import { fromHeader, registerCommands } from '../../host/commands';
import type { PreviewFilter } from '../../host/preview';
import type { Services } from '../../host/services';
import { tagAllMentions } from './tag';
import { untagAll } from './untag';

export function registerTagAll(services: Services): vscode.Disposable {
  const { preview } = services;
  return registerCommands(services.log, {
    tagAllMentions: (args) => tagAllMentions(services, args),
    untagAll: (args) => untagAll(services, args),
    applyPreview: () => preview.apply(),
    cancelPreview: () => preview.close(),
    filterPreview: fromHeader((args) => filterPreview(services, args)),
    tickAllInPreview: () => preview.tickAll(true),
    untickAllInPreview: () => preview.tickAll(false),
  });
}

/** `{ignoreCase?, wholeWord?, endings?}`, or asks. Returns the filter that holds now. */
async function filterPreview(services: Services, args: unknown): Promise<PreviewFilter | undefined> {
  const { preview } = services;
  const now = preview.filter;
  if (!now) return undefined;
  const given = argumentsOf(args);
  const keys = ['ignoreCase', 'wholeWord', 'endings'] as const;
  const asked = keys.some((key) => given[key] !== undefined)
    ? keys.filter((key) => optionalFlag(given, key) ?? now[key])
    : await askFilter(now);
  if (!asked) return now;
  const filter = {
    ignoreCase: asked.includes('ignoreCase'),
    wholeWord: asked.includes('wholeWord'),
    endings: asked.includes('endings'),
  };
  await preview.refilter(filter);
  return filter;
}

async function askFilter(now: PreviewFilter): Promise<readonly (keyof PreviewFilter)[] | undefined> {
  const { t } = vscode.l10n;
  const items: (vscode.QuickPickItem & { key: keyof PreviewFilter })[] = [
    { key: 'ignoreCase', label: t('Ignore case'), description: t('“Baku” also finds “BAKU” and “baku”') },
    { key: 'wholeWord', label: t('Whole words'), description: t('“Iran” does not find “Iranology”') },
    { key: 'endings', label: t('Word endings'), description: t('“Azerbaijan” also finds “Azerbaijan’s”') },
  ];
  for (const item of items) item.picked = now[item.key];
  const chosen = await vscode.window.showQuickPick(items, {
    canPickMany: true,
    title: t('Which words count?'),
  });
  return chosen?.map((item) => item.key);
}
