/** 'Untag All': the tags of an entity, with certain words, of a coder, or that a query gives, removed as one step. */
import * as vscode from 'vscode';
import { kwicOf } from '../../core/export/kwic';
import { parseQuery, Search } from '../../core/query';
import { removal, tagsToRemove, type Untag } from '../../core/tagging/tag-all';
import type { Corpus } from '../../core/corpus';
import { label, visible } from '../../core/text/safe';
import { argumentsOf, optionalText, type Arguments } from '../../host/arguments';
import { Failure } from '../../host/commands';
import { corpusFor, sourcesIn } from '../../host/corpus';
import { rangesNow } from '../../host/goto';
import { sentence, whisper } from '../../host/messages';
import { askText, BACK, pick } from '../../host/pick';
import type { Changed, PreviewLeaf, PreviewPlan } from '../../host/preview';
import type { Services } from '../../host/services';
import { reportUnwritten } from '../../host/written';
import { describe } from '../../host/targets';
import { askScope } from './scope';
import { counted } from '../../core/words/count';

interface Tagged extends PreviewLeaf {
  readonly id: string;
}

/**
 * `{entity?, form?, by?, query?, scope?, uri?, codebook?, preview?: false}`: the tags that fit everything that is given. Stances of
 * an entity stay; a query or a coder gives them too.
 */
export async function untagAll(services: Services, args: unknown): Promise<Changed | undefined> {
  const given = argumentsOf(args);
  const id = optionalText(given, 'entity');
  const corpus = await corpusFor(services, given, ({ codebook }) => id === undefined || !!codebook.entity(id));
  const asked = ['entity', 'form', 'by', 'query'].some((key) => given[key] !== undefined)
    ? given
    : await askWhat(corpus);
  if (!asked) return undefined;
  const scope = given.scope === undefined ? await askScope(given) : undefined;
  if (given.scope === undefined && scope === undefined) return undefined;
  const plan = planFor(services, corpus, asked, scope === undefined ? given : { ...given, scope });
  if (given.preview === false) return plan.apply(plan.leaves);
  if (plan.leaves.length === 0) {
    whisper('There is no such tag there.');
    return { count: 0, ids: [], sources: [] };
  }
  return services.preview.show(plan);
}

function planFor(services: Services, corpus: Corpus, asked: Arguments, given: Arguments): PreviewPlan<Tagged> {
  const what = whatOf(corpus, asked);
  const sources = sourcesIn(corpus, given, 'workspace').filter((source) => !source.refusal);
  const names = new Map(corpus.sources.map((source) => [source.uri, visible(source.name)]));
  const leaves = sources.flatMap((source) =>
    tagsToRemove(source, what).map((tag): Tagged => ({
      uri: source.uri,
      id: tag.id,
      range: rangesNow(services, source.uri, tag)[0] ?? new vscode.Range(0, 0, 0, 0),
      kwic: kwicOf({ source, tag }, { width: 24, most: 200 }),
      description: describe(services, source.uri, tag),
      ticked: true,
    })),
  );
  return {
    title: sentence('Remove tags:'),
    nameOf: (uri) => names.get(uri) ?? '',
    leaves,
    done: 'Removed: {0} in {1}.',
    apply: (ticked) => remove(services, ticked),
  };
}

function whatOf(corpus: Corpus, asked: Arguments): Untag {
  const query = optionalText(asked, 'query');
  const what = {
    entity: optionalText(asked, 'entity'),
    form: optionalText(asked, 'form'),
    by: optionalText(asked, 'by'),
  };
  if (query === undefined) return what;
  const parsed = parseQuery(query);
  if (!parsed.ok) throw new Failure('The query cannot be read: {0}', [parsed.error.message]);
  const search = new Search(corpus, parsed.query);
  return { ...what, among: (source) => new Set(search.in(source).map(({ tag }) => tag.id)) };
}

async function askWhat(corpus: Corpus): Promise<Arguments | undefined> {
  const by = await pick<'entity' | 'form' | 'by' | 'query'>({
    title: vscode.l10n.t('Untag All'),
    placeholder: vscode.l10n.t('Which tags?'),
    items: [
      { label: vscode.l10n.t('Mentions of an entity…'), value: 'entity' },
      { label: vscode.l10n.t('Mentions with certain words…'), value: 'form' },
      { label: vscode.l10n.t('Tags of a coder…'), value: 'by' },
      { label: vscode.l10n.t('Tags that a query finds…'), value: 'query' },
    ],
  });
  if (by === undefined || by === BACK) return undefined;
  if (by === 'entity' || by === 'by') {
    const counts = new Map<string, number>();
    for (const source of corpus.sources) {
      for (const tag of source.tags) {
        const key = by === 'entity' ? tag.entity : tag.by;
        if (key !== undefined) counts.set(key, (counts.get(key) ?? 0) + 1);
      }
    }
    const chosen = await pick<string>({
      title: vscode.l10n.t('Untag All'),
      placeholder: by === 'entity' ? vscode.l10n.t('Mentions of whom?') : vscode.l10n.t('Tags of which coder?'),
      items: [...counts].map(([key, count]) => ({
        label: label(by === 'entity' ? (corpus.codebook.entity(key)?.name ?? key) : key),
        description: String(count),
        value: key,
      })),
    });
    return chosen === undefined || chosen === BACK ? undefined : { [by]: chosen };
  }
  const editor = vscode.window.activeTextEditor;
  const typed = await askText({
    title: vscode.l10n.t('Untag All'),
    prompt: by === 'form' ? vscode.l10n.t('Mentions with these words') : vscode.l10n.t('A query, such as by:mk'),
    value: by === 'form' ? editor?.document.getText(editor.selection) : '',
    wrong: (value) => (value.trim() === '' ? vscode.l10n.t('Say which tags.') : undefined),
  });
  return typeof typed === 'string' ? { [by]: typed.trim() } : undefined;
}

async function remove(services: Services, tags: readonly Tagged[]): Promise<Changed> {
  const bySource = new Map<string, string[]>();
  for (const { uri, id } of tags) {
    const list = bySource.get(uri);
    if (list) list.push(id);
    else bySource.set(uri, [id]);
  }
  const sources = [...bySource.keys()];
  if (sources.length === 0) return { count: 0, ids: [], sources };
  const files = sources.map((uri) => ({ kind: 'sidecar' as const, uri, changes: removal(bySource.get(uri) ?? []) }));
  const done = await services.library.edit('Untag all', files);
  await reportUnwritten(done.written);
  whisper('{0} removed in {1}. Undo Last Tag Change brings them back.', [
    counted(done.count, 'tag'),
    counted(sources.length, 'source'),
  ]);
  return { count: done.count, ids: tags.map((tag) => tag.id), sources };
}
