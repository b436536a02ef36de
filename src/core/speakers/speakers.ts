/**
 * Who speaks where, in interviews and debates: the `speakers` of the codebook say which beginnings of lines are labels. A label is
 * a text in which `*` stands for a name. Labels come from files: they are compared by looking for their parts one after
 * another, and never turned into an expression that could run for ever.
 */
import type { CodebookView, Passage, SourceView } from '../corpus';
import { spansOf } from '../corpus';
import type { SpeakerRule } from '../model';
import { fold, foldName } from '../text/fold';
import { plainLabel, type Labels } from '../text/labels';

export interface Speaker {
  /** The entity: the one that the codebook gives the label, or the one that goes by the name. */
  readonly id?: string;
  /** The name in the label. */
  readonly name: string;
}

/** Tells apart and joins: the entity's id, else the name with a colon before it, which no id has. */
export function speakerKey({ id, name }: Speaker): string {
  return id ?? `:${foldName(name)}`;
}

/** A word of a name: it begins with a capital (or a letter of a script without them) or a figure, or stands between names. */
const NAME_WORD = /^(?:[\p{Lu}\p{Lt}\p{Lo}\p{N}]|(?:de|del|della|di|da|du|van|von|der|den|la|le|al|bin|ibn|of|the)$)/u;
/** Words that stand before a colon in any text. */
const NO_NAME =
  /^(?:notes?|sources?|photo|video|editor|update|warning|example|table|figure|ps|nb|quelle|foto|anmerkung|hinweis|achtung|beispiel|фото|источник|примечание|внимание|например)\.?$/iu;

function isName(text: string): boolean {
  const words = text.split(' ');
  return (
    words.length <= 6 &&
    /^[\p{Lu}\p{Lt}\p{Lo}]/u.test(text) &&
    words.every((word) => NAME_WORD.test(word)) &&
    !NO_NAME.test(text) &&
    !/[()[\]<>]/u.test(text)
  );
}

/** The sign that closes a label, if there is one. */
const CLOSING = / ?[:\-\].)>]$/u;

/** The name in a head that has the label, else undefined. `label`, `head`: in plain form. */
export function nameBy(label: string, head: string): string | undefined {
  const whole = CLOSING.test(label) ? head : head.replace(/(?: -|:)$/u, '');
  const parts = label.split('*');
  const first = parts[0] as string;
  if (parts.length === 1) return fold(whole) === fold(label) ? bare(whole) : undefined;
  const last = parts.at(-1) as string;
  const end = whole.length - last.length;
  if (!whole.startsWith(first) || !whole.endsWith(last) || end < first.length) return undefined;
  let name: string | undefined;
  let at = first.length;
  for (const part of [...parts.slice(1, -1), undefined]) {
    const next = part === undefined ? end : whole.indexOf(part, at + 1);
    if (next <= at || next + (part?.length ?? 0) > end) return undefined;
    // 'Mr Smith (Lab)' is Mr Smith.
    name ??= whole
      .slice(at, next)
      .trim()
      .replace(/ ?\([^()]*\)$/u, '');
    at = next + (part?.length ?? 0);
  }
  return name !== undefined && isName(name) ? name : undefined;
}

/** A label without what encloses and closes it. */
function bare(label: string): string {
  const name = label
    .replace(/^[[<(]/u, '')
    .replace(CLOSING, '')
    .trim();
  return name === '' ? label : name;
}

/** The turns of a source: on which line, counted from 0, whose begins. */
interface Turns {
  readonly lines: readonly number[];
  readonly who: readonly Speaker[];
}

const NO_TURNS: Turns = { lines: [], who: [] };
const known = new WeakMap<CodebookView, Speakers>();

/** What a codebook says of labels, made ready; kept with each of its snapshots. */
export class Speakers {
  private readonly rules: readonly (SpeakerRule & { readonly plain: string })[];
  private readonly heads = new Map<string, Speaker | undefined>();
  private readonly turns = new WeakMap<Labels, Turns>();
  private forms: ReadonlyMap<string, string | undefined> | undefined;

  private constructor(private readonly codebook: CodebookView) {
    const rules = (codebook.speakers ?? []).map((rule) => ({ ...rule, plain: plainLabel(rule.label) }));
    // A label that says all comes before those with a `*`.
    this.rules = [
      ...rules.filter(({ plain }) => !plain.includes('*')),
      ...rules.filter(({ plain }) => plain.includes('*')),
    ];
  }

  static of(codebook: CodebookView): Speakers {
    let speakers = known.get(codebook);
    if (!speakers) known.set(codebook, (speakers = new Speakers(codebook)));
    return speakers;
  }

  /** Who a head (in plain form) says to speak; undefined: it is no label. */
  byHead(head: string): Speaker | undefined {
    if (!this.heads.has(head)) this.heads.set(head, this.find(head));
    return this.heads.get(head);
  }

  /** Who speaks on a line: the holder of the nearest label on it or above it. */
  at(labels: Labels, line: number): Speaker | undefined {
    if (this.rules.length === 0) return undefined;
    let turns = this.turns.get(labels);
    if (!turns) this.turns.set(labels, (turns = this.turnsOf(labels)));
    let [low, high] = [0, turns.lines.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((turns.lines[middle] as number) <= line) low = middle + 1;
      else high = middle;
    }
    return turns.who[low - 1];
  }

  private turnsOf({ heads, at }: Labels): Turns {
    const who = heads.map((head) => this.byHead(head));
    if (who.every((one) => one === undefined)) return NO_TURNS;
    const turns: { lines: number[]; who: Speaker[] } = { lines: [], who: [] };
    for (let i = 0; i < at.length; i += 2) {
      const [line, speaker] = [at[i] as number, who[at[i + 1] as number]];
      if (!speaker || turns.lines.at(-1) === line) continue;
      turns.lines.push(line);
      turns.who.push(speaker);
    }
    return turns;
  }

  private find(head: string): Speaker | undefined {
    for (const { plain, entity, skip } of this.rules) {
      const name = nameBy(plain, head);
      if (name === undefined) continue;
      if (skip) return undefined;
      const id = entity ?? this.named(name);
      return { name, ...(id !== undefined && { id }) };
    }
    return undefined;
  }

  /** The one entity of this name; 'Mr Smith' is also the one whose name ends in Smith. */
  private named(name: string): string | undefined {
    this.forms ??= this.allForms();
    const wanted = foldName(name);
    if (this.forms.has(wanted)) return this.forms.get(wanted);
    return this.forms.get(`… ${wanted.slice(wanted.lastIndexOf(' ') + 1)}`);
  }

  /** Whole names and, behind `… `, their last words; undefined where several go by it. */
  private allForms(): ReadonlyMap<string, string | undefined> {
    const forms = new Map<string, string | undefined>();
    const add = (form: string, id: string): void => {
      forms.set(form, !forms.has(form) || forms.get(form) === id ? id : undefined);
    };
    for (const { id, name, aliases } of this.codebook.entities) {
      for (const form of [name, ...aliases].map(foldName)) {
        add(form, id);
        add(`… ${form.slice(form.lastIndexOf(' ') + 1)}`, id);
      }
    }
    return forms;
  }
}

/** Who speaks where a passage begins; undefined: no label above it, or the codebook or the text is not known. */
export function speakerOf(codebook: CodebookView, { source, tag }: Passage): Speaker | undefined {
  if (!codebook.speakers?.length || !source.labels) return undefined;
  return Speakers.of(codebook).at(source.labels, spansOf(source, tag)[0]?.startLine ?? 0);
}

/** For people: the entity's name, else what the label says; empty where nobody is known to speak. */
export function speakerName(codebook: CodebookView, speaker: Speaker | undefined): string {
  return speaker ? (codebook.entity(speaker.id ?? '')?.name ?? speaker.name) : '';
}

/** Names of all who speak somewhere in these sources. */
export function speakersIn(codebook: CodebookView, sources: readonly SourceView[]): readonly Speaker[] {
  if (!codebook.speakers?.length) return [];
  const found = new Map<string, Speaker>();
  for (const head of new Set(sources.flatMap(({ labels }) => labels?.heads ?? []))) {
    const speaker = Speakers.of(codebook).byHead(head);
    if (speaker) found.set(speakerKey(speaker), speaker);
  }
  return [...found.values()];
}
