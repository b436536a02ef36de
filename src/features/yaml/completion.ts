/** Completion in sidecars and codebooks: keys, ids of entities, stance values, and the fixed words. */
import * as vscode from 'vscode';
import { AUTHOR, AXES, CERTAINTIES, INTENSITIES, SENSES } from '../../core/model';
import { detailValues, ownDetailKeys } from '../../core/details/keys';
import { rankEntities } from '../../core/find/rank';
import { label } from '../../core/text/safe';
import { entryKey } from '../../core/yaml/extra';
import { isDate, phrase } from '../../core/yaml/scalars';
import { appendPlain } from '../../host/card';
import type { Services } from '../../host/services';
import { settings } from '../../host/settings';
import { spotAt, type Spot } from './place';

/** The keys that say what a code means. */
const GUIDE = {
  definition: 'What it means',
  include: 'When it is to be given',
  exclude: 'When it is not',
  examples: 'Passages that show it',
};

const STANCE_KEYS = {
  holder: 'Who takes the position; author for the text itself',
  target: 'Toward whom or what',
  value: 'A stance value of the codebook',
  intensity: '1 to 4',
  certainty: 'How certain the passage is',
  via: 'Who reports it, outermost first',
  event: 'On what occasion',
};

const ORIGIN_KEYS = {
  who: 'A person, a script, a model',
  version: 'Its version',
  date: 'When it was proposed',
};

/** Keys by the file and the keys around them, each with what it says. */
const KEYS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'sidecar ': {
    stancemark: 'The format, 1',
    source: 'What is known about the source',
    tags: 'The tags',
    dismissed: 'Suggestions turned down',
    rejected: 'Ids of proposals, and of other coders’ tags, turned down',
    finished: 'true when the coder whose file this is is done',
    seen: 'What other coders’ tags said when they were decided on',
  },
  'sidecar source': {
    title: 'The title of the source',
    author: 'The author of the source',
    outlet: 'The outlet of the source',
    date: 'The date of the source',
    address: 'The address of the source',
    note: 'The memo of the source',
  },
  'sidecar tags': {
    id: 'Eight characters, unique in this file',
    at: 'line:column-line:column, from 1, end exclusive',
    quote: 'The passage exactly',
    before: 'Text before it',
    after: 'Text after it',
    also: 'The other pieces of the passage',
    entity: 'Who or what is named',
    sense: 'literal or metonym',
    stance: 'Who takes which position toward whom',
    by: 'The coder',
    from: 'Tags or the proposal that it was made of',
    note: 'A note',
  },
  'sidecar tags.from': { ...ORIGIN_KEYS, id: 'The id of the proposal' },
  'sidecar tags.stance': STANCE_KEYS,
  'proposals ': {
    stancemark: 'The format, 1',
    from: 'Who proposes',
    proposals: 'The proposed tags',
  },
  'proposals from': ORIGIN_KEYS,
  'proposals proposals': {
    lines: 'Where the passage is: 12 or 12-14',
    quote: 'The passage, word for word',
    entity: 'Who or what is named',
    sense: 'literal or metonym',
    stance: 'Who takes which position toward whom',
    note: 'Why',
    from: 'Who proposes, where it is not the one above',
  },
  'proposals proposals.from': ORIGIN_KEYS,
  'proposals proposals.stance': STANCE_KEYS,
  'codebook ': {
    stancemark: 'The format, 1',
    note: 'The project’s memo',
    types: 'Types of entities',
    stances: 'Stance values',
    entities: 'Who and what is tagged',
    searches: 'Saved searches',
    speakers: 'Who speaks: labels at the beginning of lines',
    codes: 'How codes of other tools are taken at imports',
  },
  'codebook entities': {
    id: 'What tags refer to',
    name: 'As people read it',
    type: 'One of the types',
    parent: 'What it is a part or a kind of',
    aliases: 'Other names',
    wikidata: 'Q and a number',
    ...GUIDE,
    note: 'A note',
  },
  'codebook stances': {
    id: 'What tags refer to',
    label: 'As people read it',
    axis: 'How it counts',
    color: '#rrggbb',
    ...GUIDE,
  },
  'codebook types': {
    id: 'What entities refer to',
    label: 'As people read it',
    parent: 'What it is a kind of',
    color: '#rrggbb',
    ...GUIDE,
  },
  'codebook searches': { name: 'As people read it', query: 'The query' },
  'codebook codes': {
    code: 'Its names from the root of the tree on',
    entity: 'What it means',
    holder: 'Who takes the position; author for the text itself',
    target: 'Toward whom or what',
    value: 'A stance value of the codebook',
    skip: 'Leave its passages out',
  },
  'codebook speakers': {
    label: 'As it stands in the text; * is a name',
    entity: 'Who speaks then',
    skip: 'Such lines have no label',
  },
};

/** Keys whose value begins on the next line. */
const BLOCKS: ReadonlySet<string> = new Set([
  'source',
  'tags',
  'dismissed',
  'proposals',
  'stance',
  'also',
  'entities',
  'stances',
  'searches',
  'codes',
  'speakers',
]);

export class Completion implements vscode.CompletionItemProvider {
  constructor(private readonly services: Services) {}

  async provideCompletionItems(
    document: vscode.TextDocument,
    position: vscode.Position,
  ): Promise<vscode.CompletionList | undefined> {
    const spot = await spotAt(this.services, document, position);
    if (!spot) return undefined;
    const items = spot.kind === 'key' ? keys(spot) : values(spot, document);
    for (const item of items) item.range = spot.range;
    // Ranked by what is typed so far: asked anew at each key.
    return new vscode.CompletionList(items, spot.kind !== 'key');
  }
}

function keys(spot: Spot): vscode.CompletionItem[] {
  const path = `${spot.file} ${spot.path.join('.')}`;
  const own = path === 'sidecar source' ? ownDetailKeys(spot.corpus?.sources ?? []) : [];
  const known = {
    ...KEYS[path],
    ...Object.fromEntries(own.map((key) => [entryKey(key), 'A detail that other sources have'])),
  };
  return Object.entries(known)
    .filter(([key]) => key === spot.word || !spot.siblings.includes(key))
    .map(([key, says], i) => {
      const item = new vscode.CompletionItem(key, vscode.CompletionItemKind.Property);
      item.detail = vscode.l10n.t(says);
      item.insertText = BLOCKS.has(key) ? `${key}:` : `${key}: `;
      item.sortText = String(i).padStart(3, '0');
      return item;
    });
}

function values(spot: Spot, document: vscode.TextDocument): vscode.CompletionItem[] {
  if (spot.file === 'codebook') {
    const list = spot.path[spot.path.length - 1];
    if (spot.key === 'type' && list === 'entities') return spot.codebook.types.map((one) => known(one.id, one.label));
    if (spot.key === 'parent' && list === 'entities') return entities(spot).filter((item) => item.label !== spot.id);
    if (spot.key === 'parent' && list === 'types') return spot.codebook.types.map((one) => known(one.id, one.label));
    if (spot.key === 'entity' && (list === 'codes' || list === 'speakers')) return entities(spot);
    if (spot.key === 'axis' && list === 'stances') return words(AXES);
    return [];
  }
  if (spot.path.join('.') === 'source') {
    return detailValues(spot.corpus?.sources ?? [], spot.key)
      .filter((value) => !value.includes('\n'))
      .slice(0, 500)
      .map((value) => {
        const item = new vscode.CompletionItem(label(value, 80), vscode.CompletionItemKind.Value);
        item.insertText = isDate(value) ? value : phrase(value);
        return item;
      });
  }
  switch (spot.key) {
    case 'entity':
      return entities(spot);
    case 'target':
      return entities(spot);
    case 'holder':
    case 'via':
      return [known(AUTHOR, vscode.l10n.t('the text’s own voice')), ...entities(spot)];
    case 'event':
      return entities(spot, 'event');
    case 'value':
      return spot.codebook.stances.map((one) => known(one.id, `${label(one.label, 60)} (${vscode.l10n.t(one.axis)})`));
    case 'sense':
      return words(SENSES);
    case 'certainty':
      return words(CERTAINTIES);
    case 'intensity':
      return words(INTENSITIES.map(String));
    case 'by': {
      const coder = settings.coder(document.uri);
      return coder === '' ? [] : words([coder]);
    }
    default:
      return [];
  }
}

function entities(spot: Spot, type?: string): vscode.CompletionItem[] {
  const all = spot.codebook.entities.filter((entity) => type === undefined || entity.type === type);
  return rankEntities(all, spot.word, [], true).map(({ entity, fit }, i) => {
    const item = new vscode.CompletionItem(
      {
        label: entity.id,
        description: label(spot.codebook.type(entity.type)?.label ?? entity.type, 40),
        detail: `  ${label(entity.name, 60)}`,
      },
      vscode.CompletionItemKind.Reference,
    );
    // What the ranker found VS Code's filter must let pass; the rest may still fit by its id.
    item.filterText = fit === 'none' ? [entity.id, entity.name, ...entity.aliases].join(' ') : spot.word;
    item.sortText = String(i).padStart(6, '0');
    item.insertText = entity.id;
    if (entity.aliases.length > 0 || entity.note) {
      const about = new vscode.MarkdownString();
      if (entity.aliases.length > 0) appendPlain(about, entity.aliases.join(', '));
      if (entity.note) appendPlain(about.appendMarkdown('\n\n'), entity.note);
      item.documentation = about;
    }
    return item;
  });
}

function known(id: string, detail: string): vscode.CompletionItem {
  return new vscode.CompletionItem({ label: id, description: label(detail, 60) }, vscode.CompletionItemKind.EnumMember);
}

function words(all: readonly string[]): vscode.CompletionItem[] {
  return all.map((word, i) => {
    const item = new vscode.CompletionItem(word, vscode.CompletionItemKind.EnumMember);
    item.sortText = String(i);
    return item;
  });
}
