/** Codes of other tools → entities and stance values of the codebook, by a mapping that is proposed and may be given. */
import type { CodebookChange } from '../changes';
import {
  AUTHOR,
  type Axis,
  type Codebook,
  type Entity,
  type EntityType,
  type Stance,
  type StanceValue,
} from '../model';
import { entityIdFor } from '../rank';
import type { Rest } from '../sidecar/make';
import { foldName } from '../text/fold';
import type { InCode, Incoming, InSpan, Loss } from './model';

/** One code: becomes the entity `entity` (made with `type` where it is not there), the stance, or nothing (`skip`). */
export interface Mapping {
  /** The path of its names, ` / ` between them; the last name alone will do where it is the only one. */
  readonly code: string;
  readonly entity?: string;
  readonly type?: string;
  readonly stance?: Pick<Stance, 'holder' | 'target' | 'value'>;
  readonly skip?: boolean;
}

/** The type of what is nothing else. */
const CODE: EntityType = { id: 'code', label: 'Code' };

const AXIS_WORDS: readonly (readonly [Axis, RegExp])[] = [
  ['positive', /^(positiv\w*|support\w*|pro|for|agree\w*|yes|favou?r\w*|1)$/],
  ['negative', /^(negativ\w*|critic\w*|contra|against|disagree\w*|no|oppos\w*|0|-1)$/],
  ['neutral', /^(neutral)$/],
  ['mixed', /^(mixed|ambivalent)$/],
];

/** What a tag says besides its place. */
export type Meant = Partial<Omit<Rest, 'also'>>;

export class Meanings {
  private readonly entities = new Map<string, Entity>();
  private readonly types = new Map<string, EntityType>();
  private readonly values = new Map<string, StanceValue>();
  private readonly added: CodebookChange[] = [];
  private readonly byName = new Map<string, string>();
  private readonly codes: ReadonlyMap<string, InCode>;
  private readonly nameCounts = new Map<string, number>();
  private readonly taken = new Map<string, Mapping>();
  private readonly skipped: string[] = [];

  constructor(
    private readonly incoming: Incoming,
    codebook: Codebook,
    private readonly wanted: readonly Mapping[],
  ) {
    for (const type of codebook.types) this.types.set(type.id, type);
    for (const value of codebook.stances) this.values.set(value.id, value);
    for (const entity of codebook.entities) this.know(entity);
    this.codes = new Map(incoming.codes.map((code) => [code.key, code]));
    for (const { path } of incoming.codes) {
      const name = foldName(path[path.length - 1] ?? '');
      this.nameCounts.set(name, (this.nameCounts.get(name) ?? 0) + 1);
    }
    for (const type of incoming.types) this.needType(type.id, type);
    for (const value of incoming.values) this.needValue(value.id, value);
    for (const entity of incoming.entities) if (!this.entities.has(entity.id)) this.add(entity);
    // A code book comes whole; codes of ours are its entities already.
    if (incoming.entities.length === 0 || incoming.docs.length === 0) {
      for (const code of incoming.codes) if (code.codable) this.entityOfCode(code.key);
    }
  }

  /** What a tag says; undefined where nothing tells. */
  of(span: InSpan): Meant | undefined {
    const { own, code, stance, by, note } = span;
    const more = {
      ...((own?.by ?? by) !== undefined && { by: own?.by ?? by }),
      ...((own?.note ?? note) !== undefined && { note: own?.note ?? note }),
    };
    if (own?.entity !== undefined) {
      this.needEntity(own.entity);
      return {
        entity: own.entity,
        ...(own.sense && { sense: own.sense }),
        ...more,
      };
    }
    if (own?.stance) {
      for (const id of [own.stance.holder, own.stance.target, ...(own.stance.via ?? [])]) this.needEntity(id);
      this.needValue(own.stance.value);
      return { stance: own.stance, ...more };
    }
    if (stance) {
      const [holder, target] = [this.entityOfCode(stance.holder), this.entityOfCode(stance.target)];
      if (holder === undefined || target === undefined) return undefined;
      return {
        stance: { holder, target, value: this.valueFor(stance.value) },
        ...more,
      };
    }
    if (code === undefined) return undefined;
    const mapped = this.wishFor(this.codes.get(code));
    if (mapped?.skip) {
      this.skipped.push(span.label);
      return undefined;
    }
    if (mapped?.stance) {
      const { holder, target, value } = mapped.stance;
      for (const id of [holder, target]) this.needEntity(id);
      this.needValue(value);
      this.taken.set(mapped.code, mapped);
      return { stance: { holder, target, value }, ...more };
    }
    const entity = this.entityOfCode(code);
    return entity === undefined ? undefined : { entity, ...more };
  }

  changes(): readonly CodebookChange[] {
    return this.added;
  }

  mapping(): readonly Mapping[] {
    return [...this.taken.values()];
  }

  left(): Loss[] {
    const coloured =
      this.incoming.entities.length > 0 ? 0 : this.incoming.codes.filter(({ color }) => color !== undefined).length;
    return coloured > 0
      ? [
          {
            what: 'colours of codes (entities have none of their own)',
            count: coloured,
            tags: [],
          },
        ]
      : [];
  }

  private wishFor(code: InCode | undefined): Mapping | undefined {
    if (!code) return undefined;
    const [path, name] = [code.path.join(' / '), code.path[code.path.length - 1]];
    return this.wanted.find((one) => one.code === path) ?? this.wanted.find((one) => one.code === name);
  }

  /** The entity of a code: as wished; else one of the codebook with its name or alias; else a new one. */
  private entityOfCode(key: string): string | undefined {
    const code = this.codes.get(key);
    if (!code) return undefined;
    const path = code.path.join(' / ');
    const wish = this.wishFor(code);
    if (wish?.skip || wish?.stance) return undefined;
    const leaf = code.path[code.path.length - 1]?.trim() ?? '';
    const alone = (this.nameCounts.get(foldName(leaf)) ?? 0) < 2;
    // The same name in several branches is several codes: these are named by their whole path.
    const name = (alone ? leaf : path).replace(/\s+/gu, ' ').trim() || 'code';
    const type = wish?.type ?? this.typeOf(code.path.slice(0, -1));
    let id = wish?.entity;
    if (id !== undefined && !this.entities.has(id)) {
      this.needType(type);
      this.add({
        id,
        name,
        type,
        aliases: [],
        ...(code.note !== undefined && { note: code.note }),
      });
    } else if (id !== undefined) this.remember(id, name);
    id ??= this.byName.get(foldName(name));
    if (id === undefined) {
      id = entityIdFor(name, (one) => this.entities.has(one));
      this.needType(type);
      this.add({
        id,
        name,
        type,
        aliases: [],
        ...(code.note !== undefined && { note: code.note }),
      });
    }
    this.taken.set(path, {
      code: path,
      entity: id,
      type: this.entities.get(id)?.type ?? type,
    });
    return id;
  }

  /** A wish is kept in the codebook as an alias: the next import finds the entity by it. */
  private remember(id: string, name: string): void {
    const entity = this.entities.get(id);
    if (!entity || this.byName.get(foldName(name)) === id) return;
    const aliases = [...entity.aliases, name];
    this.entities.set(id, { ...entity, aliases });
    this.byName.set(foldName(name), id);
    this.added.push({ op: 'set-entity', id, set: { aliases } });
  }

  private typeOf(above: readonly string[]): string {
    const parent = foldName(above[above.length - 1] ?? '');
    const known = [...this.types.values()].find(
      ({ id, label }) => parent !== '' && (foldName(id) === parent || foldName(label) === parent),
    );
    return known?.id ?? CODE.id;
  }

  private valueFor(word: string): string {
    const name = foldName(word);
    const known = [...this.values.values()].find(({ id, label }) => foldName(id) === name || foldName(label) === name);
    if (known) return known.id;
    const axis = AXIS_WORDS.find(([, words]) => words.test(name))?.[0] ?? 'unclear';
    const id = entityIdFor(word, (one) => this.values.has(one));
    this.needValue(id, { id, label: word, axis });
    return id;
  }

  private needType(id: string, type: EntityType = id === CODE.id ? CODE : { id, label: id }): void {
    if (this.types.has(id)) return;
    this.types.set(id, type);
    this.added.push({ op: 'add-type', type });
  }

  private needValue(id: string, value: StanceValue = { id, label: id, axis: 'unclear' }): void {
    if (this.values.has(id)) return;
    this.values.set(id, value);
    this.added.push({ op: 'add-value', value });
  }

  private needEntity(id: string): void {
    if (id === AUTHOR || this.entities.has(id)) return;
    this.needType('other');
    this.add({ id, name: id, type: 'other', aliases: [] });
  }

  private add(entity: Entity): void {
    this.needType(entity.type);
    this.know(entity);
    this.added.push({ op: 'add-entity', entity });
  }

  private know(entity: Entity): void {
    this.entities.set(entity.id, entity);
    for (const name of [entity.name, ...entity.aliases]) {
      if (!this.byName.has(foldName(name))) this.byName.set(foldName(name), entity.id);
    }
  }
}
