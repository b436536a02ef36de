/** 'Tag All Mentions': every place where an entity is named, looked over in the preview, tagged as one step. */
import * as vscode from 'vscode';
import type { PlaceableText } from '../../core/anchors/placeable';
import type { FileChange } from '../../core/changes';
import type { CodebookView, Corpus, SourceView } from '../../core/corpus';
import type { NameForm } from '../../core/find/names';
import type { Entity } from '../../core/model';
import { rankEntities } from '../../core/find/rank';
import {
  candidates,
  placedTags,
  spotOf,
  spotsNow,
  tagAllChanges,
  type Candidate,
  type Spot,
} from '../../core/tagging/tag-all';
import { foldName } from '../../core/text/fold';
import { label, visible } from '../../core/text/safe';
import { argumentsOf, optionalFlag, optionalText, type Arguments } from '../../host/arguments';
import { Failure } from '../../host/commands';
import { toRange, uriOf } from '../../host/convert';
import { corpusFor, sourcesIn } from '../../host/corpus';
import { sentence, whisper, warn } from '../../host/messages';
import { BACK, pick, rowsOf } from '../../host/pick';
import { entityRow, rankedRows } from '../../host/pick-entity';
import type { Changed, PreviewFilter, PreviewLeaf, PreviewPlan } from '../../host/preview';
import type { Services } from '../../host/services';
import { settings } from '../../host/settings';
import { reportUnwritten } from '../../host/written';
import { kwicAt } from './kwic';
import { askScope } from './scope';
import { counted } from '../../core/words/count';

interface Hit extends PreviewLeaf {
  readonly spot: Spot;
  readonly confidence: number;
}

interface Wanted {
  readonly corpus: Corpus;
  readonly entity: Entity;
  /** Only these words; `extra` where the codebook does not have them. */
  readonly form?: string;
  readonly extra?: NameForm;
  readonly sources: readonly SourceView[];
}

const FILTER: PreviewFilter = { ignoreCase: false, wholeWord: true, endings: true };
/** Texts that are read at the same time. */
const PARALLEL = 24;

/**
 * `{entity?, form?, scope?, uri?, codebook?, ignoreCase?, wholeWord?, endings?, preview?: false}`. Without an entity the
 * selected words say what is looked for. With `preview: false` what is sure is tagged at once; else the preview opens, and
 * the counts are those of the preview.
 */
export async function tagAllMentions(services: Services, args: unknown): Promise<Changed | undefined> {
  const given = argumentsOf(args);
  const wanted = await wantedBy(services, given);
  if (!wanted) return undefined;
  const filter = {
    ignoreCase: optionalFlag(given, 'ignoreCase') ?? FILTER.ignoreCase,
    wholeWord: optionalFlag(given, 'wholeWord') ?? FILTER.wholeWord,
    endings: optionalFlag(given, 'endings') ?? FILTER.endings,
  };
  const plan = await planFor(services, wanted, filter);
  if (given.preview === false) return plan.apply(plan.leaves.filter((leaf) => leaf.ticked));
  if (plan.leaves.length === 0) {
    whisper('Nothing is left to tag as {0} there.', [wanted.entity.name]);
    return { count: 0, ids: [], sources: [] };
  }
  return services.preview.show(plan);
}

async function wantedBy(services: Services, given: Arguments): Promise<Wanted | undefined> {
  const id = optionalText(given, 'entity');
  const corpus = await corpusFor(services, given, ({ codebook }) => id === undefined || !!codebook.entity(id));
  const { codebook } = corpus;
  const form = optionalText(given, 'form') ?? (id === undefined ? selectedWords() : undefined);
  const entity = id === undefined ? await entityFor(services, codebook, form) : codebook.entity(id);
  if (!entity) {
    if (id === undefined) return undefined;
    throw new Failure('There is no entity with the id “{0}” in the codebook.', [id]);
  }
  const scope = given.scope === undefined ? await askScope(given) : undefined;
  if (given.scope === undefined && scope === undefined) return undefined;
  const sources = sourcesIn(corpus, scope === undefined ? given : { ...given, scope }, 'workspace');
  // Words that were only selected to find the entity mean all of its names.
  const isName = form !== undefined && [entity.name, ...entity.aliases].some((one) => foldName(one) === foldName(form));
  const extra = form !== undefined && !isName ? { form, entity: entity.id } : undefined;
  return { corpus, entity, form: optionalText(given, 'form') ?? extra?.form, extra, sources };
}

function selectedWords(): string | undefined {
  const editor = vscode.window.activeTextEditor;
  if (!editor) return undefined;
  const word = editor.selection.isEmpty
    ? editor.document.getWordRangeAtPosition(editor.selection.active)
    : editor.selection;
  const words = word && editor.document.getText(word).replace(/\s+/g, ' ').trim();
  return words === '' || (words !== undefined && words.length > 200) ? undefined : words;
}

/** The one entity that has the words as a name; else the user is asked. */
async function entityFor(
  services: Services,
  codebook: CodebookView,
  words: string | undefined,
): Promise<Entity | undefined> {
  const ranked = rankEntities(codebook.entities, words ?? '', services.recents.entities());
  const exact = ranked.filter(({ fit }) => fit === 'same');
  if (exact.length === 1) return exact[0]?.entity;
  const chosen = await pick<Entity>({
    title:
      words === undefined ? vscode.l10n.t('Tag all mentions of') : vscode.l10n.t('Tag all “{0}” as', label(words, 60)),
    placeholder: vscode.l10n.t('Who or what is meant?'),
    items: rowsOf(ranked, ({ entity }) => entityRow(codebook, entity)),
    ranked: (typed) => rankedRows(codebook, codebook.entities, typed, services.recents.entities()),
  });
  return chosen === BACK ? undefined : chosen;
}

async function planFor(services: Services, wanted: Wanted, filter: PreviewFilter): Promise<PreviewPlan<Hit>> {
  const { entity, sources, corpus } = wanted;
  const readable = sources.filter((source) => !source.refusal);
  const found = new Map<string, readonly Hit[]>();
  const todo = [...readable];
  let unread = sources.length - readable.length;
  const next = async (): Promise<void> => {
    for (let source = todo.pop(); source; source = todo.pop()) {
      try {
        const text = await services.library.textOf(source.uri);
        if (text) found.set(source.uri, hitsIn(services, wanted, filter, source, text));
      } catch (error) {
        // One source that cannot be read must not keep the others from being tagged; the preview says how many there are.
        unread++;
        services.log.warn(`${source.uri}: not searched: ${String(error)}`);
      }
    }
  };
  await Promise.all(Array.from({ length: PARALLEL }, next));
  const names = new Map(corpus.sources.map((source) => [source.uri, visible(source.name)]));
  return {
    title: sentence('Tag as {0}:', [entity.name]),
    remark: unread > 0 ? sentence('Left out: {0} that could not be read.', [counted(unread, 'source')]) : undefined,
    nameOf: (uri) => names.get(uri) ?? '',
    leaves: readable.flatMap((source) => found.get(source.uri) ?? []),
    done: 'Tagged: {0} in {1}.',
    apply: (ticked) => tagHits(services, entity, ticked),
    filter,
    refilter: (other) => planFor(services, wanted, other),
  };
}

function hitsIn(
  services: Services,
  { corpus, entity, form, extra }: Wanted,
  filter: PreviewFilter,
  source: SourceView,
  text: PlaceableText,
): readonly Hit[] {
  const { library, names } = services;
  const all = names.index(corpus.codebook, filter, extra).hits(source.uri, text.text);
  if (!all.some((hit) => hit.entities.includes(entity.id))) return [];
  const placed = placedTags(library.source(source.uri) ?? source, text, (id) => library.rangesOf(source.uri, id));
  const wanted = form === undefined ? undefined : foldName(form);
  return candidates(entity.id, source, text, all, placed, form !== undefined)
    .filter(({ hit }) => wanted === undefined || foldName(hit.form) === wanted)
    .map((candidate): Hit => {
      const range = { from: candidate.hit.from, to: candidate.hit.to };
      return {
        uri: source.uri,
        range: toRange(text.spanOf(range)),
        kwic: kwicAt(text, range),
        description: reasons(candidate),
        ticked: candidate.sure,
        spot: spotOf(text, range),
        confidence: candidate.confidence,
      };
    })
    .sort((a, b) => b.confidence - a.confidence || a.spot.from - b.spot.from);
}

function reasons({ hit, why, confidence }: Candidate): string | undefined {
  const words = why.map((reason) => vscode.l10n.t(reason));
  if (hit.ending !== '') words.push(`+ “${visible(hit.ending)}”`);
  return words.length === 0 ? undefined : `${Math.round(confidence * 100)} %: ${words.join(', ')}`;
}

/** Tags what was chosen, where it stands by now, as one step. */
async function tagHits(services: Services, entity: Entity, hits: readonly Hit[]): Promise<Changed> {
  const { library } = services;
  const bySource = new Map<string, Hit[]>();
  for (const hit of hits) {
    const list = bySource.get(hit.uri);
    if (list) list.push(hit);
    else bySource.set(hit.uri, [hit]);
  }
  const files: FileChange[] = [];
  let gone = 0;
  for (const [uri, list] of bySource) {
    const source = (await library.ensure(uri)) && library.source(uri);
    const text = await library.textOf(uri);
    if (!source || !text) {
      gone += list.length;
      continue;
    }
    const spots = [...list].sort((a, b) => a.spot.from - b.spot.from).map((hit) => hit.spot);
    const ranges = spotsNow(text, spots).filter((range) => range !== undefined);
    gone += list.length - ranges.length;
    const placed = placedTags(source, text, (id) => library.rangesOf(uri, id));
    const { changes } = tagAllChanges(
      ranges,
      { entity: entity.id },
      {
        text,
        placed,
        newId: () => library.newId(uri),
        by: settings.coder(uriOf(uri)),
      },
    );
    if (changes.length > 0) files.push({ kind: 'sidecar', uri, changes });
  }
  if (gone > 0) void warn('Left out: {0} changed since the search.', [counted(gone, 'passage')]);
  if (files.length === 0) return { count: 0, ids: [], sources: [] };
  const done = await library.edit('Tag all mentions', files);
  await reportUnwritten(done.written);
  services.recents.use({ entity: entity.id });
  whisper('{0} tagged in {1}.', [counted(done.count, 'passage'), counted(files.length, 'source')]);
  return { count: done.count, ids: done.added, sources: files.map((file) => file.uri) };
}
