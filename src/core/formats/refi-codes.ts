/** The codebook as REFI-QDA 1.0 has it: a tree of codes, in a project or (`.qdc`) by itself. */
import { AUTHOR, type Entity } from '../model';
import { lossesOf } from './loss';
import type { Loss, Outgoing } from './model';
import { noteRef } from './refi-notes';
import { uuid5 } from './uuid';
import { content, DECLARATION, element } from './xml';

interface Node {
  readonly key: string;
  readonly name: string;
  readonly codable: boolean;
  readonly color?: string;
  readonly note?: string;
  /** For the way back. */
  readonly own?: unknown;
  readonly children: Node[];
}

/** Types with their entities, and for stances a tree: value, holder, target. */
function codeTree({ codebook, sources }: Outgoing): Node[] {
  const nameOf = (id: string): string => (id === AUTHOR ? 'The author' : (codebook.entity(id)?.name ?? id));
  const byType = new Map<string, Entity[]>(codebook.types.map(({ id }) => [id, []]));
  for (const entity of codebook.entities) {
    const list = byType.get(entity.type);
    if (list) list.push(entity);
    else byType.set(entity.type, [entity]);
  }
  const known = new Set(codebook.entities.map(({ id }) => id));
  const stances = new Map<string, Map<string, Set<string>>>(codebook.stances.map(({ id }) => [id, new Map()]));
  const strange = new Set<string>();
  for (const { tag } of sources.flatMap(({ tags }) => tags)) {
    if (tag.entity !== undefined && !known.has(tag.entity)) strange.add(tag.entity);
    if (!tag.stance) continue;
    const { holder, target, value } = tag.stance;
    const holders = stances.get(value) ?? new Map<string, Set<string>>();
    stances.set(value, holders);
    holders.set(holder, (holders.get(holder) ?? new Set()).add(target));
  }
  const entityNode = (entity: Entity): Node => ({
    key: `entity/${entity.id}`,
    name: entity.name,
    codable: true,
    ...(entity.note !== undefined && { note: entity.note }),
    own: { entity },
    children: [],
  });
  const groups = [...byType].map(([id, entities]): Node => {
    const type = codebook.type(id);
    return {
      key: `type/${id}`,
      name: type?.label ?? id,
      codable: false,
      ...(type?.color !== undefined && { color: type.color }),
      ...(type && { own: { type } }),
      children: entities.map(entityNode),
    };
  });
  if (strange.size > 0) {
    const children = [...strange]
      .sort()
      .map((id): Node => ({ key: `entity/${id}`, name: id, codable: true, children: [] }));
    groups.push({ key: 'strange', name: 'Not in the codebook', codable: false, children });
  }
  const values = [...stances].map(([id, holders]): Node => {
    const value = codebook.value(id);
    return {
      key: `value/${id}`,
      name: value?.label ?? id,
      codable: true,
      ...(value?.color !== undefined && { color: value.color }),
      ...(value && { own: { value } }),
      children: [...holders].sort().map(([holder, targets]): Node => ({
        key: `value/${id}/${holder}`,
        name: nameOf(holder),
        codable: true,
        children: [...targets].sort().map((target): Node => ({
          key: `value/${id}/${holder}/${target}`,
          name: nameOf(target),
          codable: true,
          children: [],
        })),
      })),
    };
  });
  return [
    { key: 'entities', name: 'Entities', codable: false, children: groups },
    { key: 'stances', name: 'Stances', codable: false, children: values },
  ];
}

/** A code with those below it; `notes` undefined: a codebook of its own, where codes have none. */
function codeXml(node: Node, notes: Map<string, string> | undefined): string {
  const guid = uuid5('code', node.key);
  const inner = [
    node.note === undefined ? '' : element('Description', {}, content(node.note)),
    node.own !== undefined && notes ? noteRef(notes, `code/${node.key}`, node.own) : '',
    ...node.children.map((child) => codeXml(child, notes)),
  ].join('');
  const color = node.color !== undefined && /^#([0-9a-f]{3}|[0-9a-f]{6})$/i.test(node.color) ? node.color : undefined;
  return element('Code', { guid, name: node.name || '?', isCodable: String(node.codable), color }, inner);
}

/** Each code at the top of the tree as XML; what is ours alone of types, values and entities goes to `notes`, where there are some. */
export function codesXml(out: Outgoing, notes: Map<string, string> | undefined): string[] {
  return codeTree(out).map((node) => codeXml(node, notes));
}

/** A codebook file of its own. */
export function qdcOf(out: Outgoing): { text: string; losses: Loss[] } {
  const codes = codesXml(out, undefined).join('\n');
  const text = `${DECLARATION}${element(
    'CodeBook',
    { xmlns: 'urn:QDA-XML:codebook:1.0', origin: out.tool },
    `\n${element('Codes', {}, `\n${codes}\n`)}\n`,
  )}\n`;
  const losses = lossesOf(out, ['entities', 'notes of entities', 'colours'], () => 'tags (a codebook holds none)');
  return { text, losses };
}
