/**
 * The codebook to print and to hand in: what each type, stance value and entity means, with its counts and one passage of the
 * corpus. As data here, in the order in which it is read; `codebookMarkdown` and `codebookHtml` write it down.
 */
import { branchesOf } from '../codebook/branches';
import { guideOf } from '../codebook/guide';
import { isLost, type Corpus, type Passage } from '../corpus';
import { isMention, isStance, type Entity, type EntityType, type StanceValue } from '../model';
import { branchTotals, corpusCounts, entityTotals } from '../sums';
import { sizeOf } from '../sums/tally';
import { counted } from '../words/count';
import { say } from '../base/say';
import { madeLine, type Made } from './report';

/** Text in it is unescaped. */
export type CodebookBlock =
  | { readonly kind: 'heading'; readonly level: 1 | 2 | 3 | 4; readonly text: string }
  | { readonly kind: 'text'; readonly text: string; readonly small?: boolean }
  | { readonly kind: 'fields'; readonly rows: readonly (readonly [title: string, text: string])[] }
  | { readonly kind: 'passage'; readonly passage: Passage };

type Row = readonly [title: string, text: string];

export function codebookBlocks(corpus: Corpus, made?: Made): CodebookBlock[] {
  const { codebook } = corpus;
  const examples = examplesIn(corpus);
  const sums = corpusCounts(corpus);
  const blocks: CodebookBlock[] = [
    { kind: 'heading', level: 1, text: say('Codebook') },
    ...(made ? [{ kind: 'text', text: madeLine(made), small: true } as const] : []),
    {
      kind: 'text',
      small: true,
      text: say(
        '{0} and {1} in {2}. Lost tags are counted nowhere ({3}).',
        counted(sums.mentions, 'mention'),
        counted(sums.stances, 'stance'),
        counted(corpus.sources.length, 'source'),
        counted(sums.lost, 'lost tag'),
      ),
    },
  ];
  if (codebook.note) {
    blocks.push({ kind: 'heading', level: 2, text: say('Memo') }, { kind: 'text', text: codebook.note.trim() });
  }
  blocks.push({ kind: 'heading', level: 2, text: say('Stance values') });
  const values = valueCounts(corpus);
  for (const value of codebook.stances) blocks.push(...valueBlocks(value, values.get(value.id) ?? 0, examples));
  blocks.push({ kind: 'heading', level: 2, text: say('Entity types') });
  for (const type of codebook.types) blocks.push(...typeBlocks(corpus, type));
  blocks.push({ kind: 'heading', level: 2, text: say('Entities') }, ...entityBlocks(corpus, examples));
  return blocks;
}

interface Examples {
  readonly mentions: ReadonlyMap<string, Passage>;
  readonly stances: ReadonlyMap<string, Passage>;
}

/** Of each entity and of each stance value the first passage of the corpus that stands where it is written. */
function examplesIn({ sources }: Corpus): Examples {
  const mentions = new Map<string, Passage>();
  const stances = new Map<string, Passage>();
  for (const source of sources) {
    for (const tag of source.tags) {
      if (isLost(source, tag)) continue;
      if (isMention(tag) && !mentions.has(tag.entity)) mentions.set(tag.entity, { source, tag });
      if (isStance(tag) && tag.stance.certainty !== 'denied' && !stances.has(tag.stance.value)) {
        stances.set(tag.stance.value, { source, tag });
      }
    }
  }
  return { mentions, stances };
}

function valueCounts({ sources }: Corpus): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const source of sources) {
    for (const tag of source.tags) {
      if (tag.stance && !isLost(source, tag)) counts.set(tag.stance.value, (counts.get(tag.stance.value) ?? 0) + 1);
    }
  }
  return counts;
}

function valueBlocks(value: StanceValue, count: number, { stances }: Examples): CodebookBlock[] {
  const rows: Row[] = [
    [say('Id'), value.id],
    [say('Axis'), say(value.axis)],
    ...guideOf(value),
    [say('Used'), counted(count, 'stance')],
  ];
  const passage = stances.get(value.id);
  return [
    { kind: 'heading', level: 3, text: value.label },
    { kind: 'fields', rows },
    ...(passage ? [{ kind: 'passage', passage } as const] : []),
  ];
}

function typeBlocks({ codebook }: Corpus, type: EntityType): CodebookBlock[] {
  const tree = branchesOf(codebook.types);
  const path = tree.pathOf(type.id).slice(0, -1);
  const own = codebook.entities.filter((entity) => entity.type === type.id).length;
  const branch = tree.branchOf(type.id);
  const all = codebook.entities.filter((entity) => branch.has(entity.type)).length;
  const used =
    branch.size > 1 ? say('{0}; {1} with the types below', counted(own, 'entity'), all) : counted(own, 'entity');
  const rows: Row[] = [
    [say('Id'), type.id],
    ...(path.length > 0 ? [[say('Below'), path.map((id) => codebook.type(id)?.label ?? id).join(' › ')] as Row] : []),
    ...guideOf(type),
    [say('Used'), used],
  ];
  return [
    { kind: 'heading', level: 3, text: type.label },
    { kind: 'fields', rows },
  ];
}

/** By type in the codebook's order, each entity after the one that it stands below. */
function entityBlocks(corpus: Corpus, examples: Examples): CodebookBlock[] {
  const { codebook } = corpus;
  const tree = branchesOf(codebook.entities);
  const types = [...new Set([...codebook.types.map(({ id }) => id), ...codebook.entities.map(({ type }) => type)])];
  return types.flatMap((type) => {
    const roots = tree.roots.filter((id) => codebook.entity(id)?.type === type);
    if (roots.length === 0) return [];
    const blocks: CodebookBlock[] = [{ kind: 'heading', level: 3, text: codebook.type(type)?.label ?? type }];
    const todo = [...roots].reverse();
    for (let id = todo.pop(); id !== undefined; id = todo.pop()) {
      const entity = codebook.entity(id);
      if (entity) blocks.push(...entityBlock(corpus, entity, examples));
      todo.push(...[...tree.childrenOf(id)].reverse());
    }
    return blocks;
  });
}

function entityBlock(corpus: Corpus, entity: Entity, { mentions }: Examples): CodebookBlock[] {
  const { codebook } = corpus;
  const path = branchesOf(codebook.entities).pathOf(entity.id).slice(0, -1);
  const totals = entityTotals(corpus).get(entity.id);
  const branch = branchTotals(corpus).get(entity.id);
  const used = [
    say('{0} in {1}', counted(totals?.mentions ?? 0, 'mention'), counted(totals?.sources ?? 0, 'source')),
    say('{0} toward it', counted(totals ? sizeOf(totals.toward) : 0, 'stance')),
    ...(branch
      ? [
          say(
            'with {0} below: {1} in {2}',
            counted(branch.below, 'entity'),
            counted(branch.mentions, 'mention'),
            counted(branch.sources, 'source'),
          ),
        ]
      : []),
  ].join('; ');
  const rows: Row[] = [
    [say('Id'), entity.id],
    ...(path.length > 0 ? [[say('Below'), path.map((id) => codebook.entity(id)?.name ?? id).join(' › ')] as Row] : []),
    ...(path.length > 0 ? [[say('Type'), codebook.type(entity.type)?.label ?? entity.type] as Row] : []),
    ...(entity.aliases.length > 0 ? [[say('Aliases'), entity.aliases.join(', ')] as Row] : []),
    ...(entity.wikidata ? [['Wikidata', entity.wikidata] as Row] : []),
    ...guideOf(entity),
    ...(entity.note ? [[say('Remark'), entity.note] as Row] : []),
    [say('Used'), used],
  ];
  const passage = mentions.get(entity.id);
  return [
    { kind: 'heading', level: 4, text: entity.name },
    { kind: 'fields', rows },
    ...(passage ? [{ kind: 'passage', passage } as const] : []),
  ];
}
