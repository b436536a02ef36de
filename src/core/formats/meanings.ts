/** Codes of other tools → entities and stance values of the codebook, by a mapping that is proposed and may be given. */
import type { CodebookChange } from '../changes';
import {
  AUTHOR,
  type Axis,
  type Codebook,
  type CodeRule,
  type Entity,
  type EntityType,
  type StanceValue,
} from '../model';
import { entityIdFor } from '../find/rank';
import type { Rest } from '../sidecar/make';
import { foldName } from '../text/fold';
import type { InCode, Incoming, InSpan, Loss } from './model';

/** One code: becomes the entity `entity` (made with `type` where it is not there), the stance, or nothing (`skip`). */
export interface Mapping extends CodeRule {
  /** Of the entity, where it is not there yet. */
  readonly type?: string;
}

/** A code with how it is taken, for a table. */
export interface Taken extends Mapping {
  /** How many passages of the file have it. */
  readonly passages: number;
  /** Is the entity made by this import? Its name then. */
  readonly makes?: string;
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
  /** What was asked for, by the path of the code that it is about. */
  private readonly wanted: ReadonlyMap<string, Mapping>;
  private readonly rules: ReadonlyMap<string, CodeRule>;
  private readonly kept = new Set<string>();
  private readonly used = new Map<string, number>();

  constructor(
    private readonly incoming: Incoming,
    codebook: Codebook,
    wanted: readonly Mapping[],
  ) {
    for (const type of codebook.types) this.types.set(type.id, type);
    for (const value of codebook.stances) this.values.set(value.id, value);
    for (const entity of codebook.entities) this.know(entity);
    this.rules = new Map((codebook.codes ?? []).map((rule) => [rule.code, rule]));
    this.codes = new Map(incoming.codes.map((code) => [code.key, code]));
    for (const { path } of incoming.codes) {
      const name = foldName(path[path.length - 1] ?? '');
      this.nameCounts.set(name, (this.nameCounts.get(name) ?? 0) + 1);
    }
    const byCode = new Map(wanted.map((one) => [one.code, one]));
    this.wanted = new Map(
      incoming.codes.flatMap((code) => {
        const wish = byCode.get(pathOf(code)) ?? byCode.get(code.path[code.path.length - 1] ?? '');
        return wish ? [[pathOf(code), wish] as const] : [];
      }),
    );
    for (const type of incoming.types) this.needType(type.id, type);
    for (const value of incoming.values) this.needValue(value.id, value);
    for (const entity of incoming.entities) if (!this.entities.has(entity.id)) this.add(entity);
    // A codebook comes whole; codes of ours are its entities already.
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
        stance: { ...stance, holder, target, value: this.valueFor(stance.value) },
        ...more,
      };
    }
    if (code === undefined) return undefined;
    const known = this.codes.get(code);
    const path = pathOf(known);
    this.used.set(path, (this.used.get(path) ?? 0) + 1);
    const mapped = this.wishFor(known) ?? this.stanceOf(known);
    if (mapped?.skip) {
      this.take(path, mapped);
      return undefined;
    }
    if (mapped?.stance) {
      const { holder, target, value } = mapped.stance;
      for (const id of [holder, target]) this.needEntity(id);
      this.needValue(value);
      this.take(path, mapped);
      return { stance: { holder, target, value }, ...more };
    }
    const entity = this.entityOfCode(code);
    return entity === undefined ? undefined : { entity, ...(own?.sense && { sense: own.sense }), ...more };
  }

  changes(): readonly CodebookChange[] {
    return this.added;
  }

  /** Every code that was met, in the order of the file. */
  mapping(): readonly Taken[] {
    const made = new Map(this.added.flatMap((one) => (one.op === 'add-entity' ? [[one.entity.id, one.entity]] : [])));
    return [...this.taken].map(([code, mapping]) => {
      const entity = mapping.entity === undefined ? undefined : made.get(mapping.entity);
      return { ...mapping, code, passages: this.used.get(code) ?? 0, ...(entity && { makes: entity.name }) };
    });
  }

  /** Was the span left out because somebody said so? */
  isSkipped({ own, stance, code }: InSpan): boolean {
    if (own?.entity !== undefined || own?.stance || stance || code === undefined) return false;
    return this.wishFor(this.codes.get(code))?.skip === true;
  }

  left(): Loss[] {
    const coloured =
      this.incoming.entities.length > 0 ? 0 : this.incoming.codes.filter(({ color }) => color !== undefined).length;
    return coloured > 0
      ? [{ what: 'colours of codes (entities have none of their own)', count: coloured, tags: [] }]
      : [];
  }

  /** What was asked for now, else what was decided at an earlier import, as far as its entities are still there. */
  private wishFor(code: InCode | undefined): Mapping | undefined {
    if (!code) return undefined;
    const path = pathOf(code);
    const wish = this.wanted.get(path);
    if (wish) return wish;
    const rule = this.rules.get(path);
    const there = (id: string): boolean => id === AUTHOR || this.entities.has(id);
    if (rule?.stance) {
      return there(rule.stance.holder) && there(rule.stance.target) && this.values.has(rule.stance.value)
        ? rule
        : undefined;
    }
    return rule && (rule.skip || (rule.entity !== undefined && there(rule.entity))) ? rule : undefined;
  }

  /** A leaf below a stance value and somebody who is known (value / holder / target) is a stance: so trees of ours come back. */
  private stanceOf(code: InCode | undefined): Mapping | undefined {
    if (!code || code.path.length < 3) return undefined;
    const [value = '', holder = '', target = ''] = code.path.slice(-3).map(foldName);
    const of = (name: string): string | undefined =>
      name === AUTHOR || name === 'the author' ? AUTHOR : this.byName.get(name);
    const [who, whom] = [of(holder), of(target)];
    const known = [...this.values.values()].some(
      ({ id, label }) => foldName(id) === value || foldName(label) === value,
    );
    if (who === undefined || whom === undefined || !(known || AXIS_WORDS.some(([, words]) => words.test(value)))) {
      return undefined;
    }
    return {
      code: pathOf(code),
      stance: { holder: who, target: whom, value: this.valueFor(code.path.slice(-3)[0] ?? '') },
    };
  }

  /** Notes how a code is taken; what somebody decided is kept in the codebook, so that the next import repeats it. */
  private take(path: string, mapping: Mapping): void {
    this.taken.set(path, { ...mapping, code: path });
    if (!this.wanted.has(path) || this.kept.has(path)) return;
    this.kept.add(path);
    const { entity, stance, skip } = mapping;
    const rule: CodeRule = {
      code: path,
      ...(entity !== undefined && { entity }),
      ...(stance && { stance }),
      ...(skip && { skip }),
    };
    const before = this.rules.get(path);
    if (before && JSON.stringify(before) === JSON.stringify(rule)) return;
    if (before) this.added.push({ op: 'remove-code', code: path });
    this.added.push({ op: 'add-code', rule });
  }

  /** The entity of a code: as wished; else one of the codebook with its name or alias; else a new one. */
  private entityOfCode(key: string): string | undefined {
    const code = this.codes.get(key);
    if (!code) return undefined;
    const path = pathOf(code);
    const wish = this.wishFor(code);
    if (wish?.skip || wish?.stance) {
      this.take(path, wish);
      return undefined;
    }
    const leaf = code.path[code.path.length - 1]?.trim() ?? '';
    const alone = (this.nameCounts.get(foldName(leaf)) ?? 0) < 2;
    // The same name in several branches is several codes: these are named by their whole path.
    const name = (alone ? leaf : path).replace(/\s+/gu, ' ').trim() || 'code';
    const type = wish?.type ?? this.typeOf(code.path.slice(0, -1));
    const id = wish?.entity ?? this.byName.get(foldName(name)) ?? entityIdFor(name, (one) => this.entities.has(one));
    if (!this.entities.has(id)) {
      this.add({ id, name, type, aliases: [], ...(code.note !== undefined && { note: code.note }) });
    }
    this.take(path, { code: path, entity: id, type: this.entities.get(id)?.type ?? type });
    return id;
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

function pathOf(code: InCode | undefined): string {
  return code?.path.join(' / ') ?? '';
}
