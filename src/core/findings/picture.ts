/**
 * Pictures as data: what the page draws, small enough to be sent. Every text is made visible already and is shown as text;
 * `key`s are what a {@link Pick} names. Numbers are those of the figure's table.
 */

/** Which colour a mark has. Never the only sign of it: a mark carries its character and says it in words. */
export type Tone = 'positive' | 'negative' | 'neutral' | 'mixed' | 'unclear' | 'plain';

export interface Head {
  readonly key: string;
  readonly label: string;
  readonly count: number;
}

export interface GridCell {
  /** Numbers of row and column. */
  readonly row: number;
  readonly column: number;
  readonly count: number;
  readonly mark: string;
  readonly tone: Tone;
  /** The cell in words, for those who do not see it. */
  readonly says: string;
}

export interface Grid {
  readonly kind: 'grid';
  readonly rows: readonly Head[];
  readonly columns: readonly Head[];
  readonly cells: readonly GridCell[];
}

export interface BarPart {
  readonly tone: Tone;
  readonly count: number;
  readonly word: string;
}

export interface BarRow extends Head {
  readonly parts: readonly BarPart[];
  /** What stands beside the bar. */
  readonly note: string;
  readonly says: string;
}

export interface Bars {
  readonly kind: 'bars';
  readonly rows: readonly BarRow[];
}

/** A tag with its place, ready to be shown. */
export interface Shown {
  readonly uri: string;
  /** Id of the tag; empty where it is a place and no tag of one layer. */
  readonly id: string;
  /** UTF-16 offsets, where it is a place. */
  readonly place?: { readonly from: number; readonly to: number };
  /** What the tag says, as a sentence. */
  readonly says: string;
  readonly before: string;
  readonly quote: string;
  readonly after: string;
  readonly title: string;
  readonly outlet: string;
  readonly author: string;
  readonly date: string;
  readonly name: string;
  /** 1-based. */
  readonly line: number;
  /** `own voice`, `attributed by the author`, `reported by …`; empty for mentions. */
  readonly voice: string;
  readonly mark: string;
  readonly tone: Tone;
  readonly note: string;
  readonly coder: string;
}

export interface PairRow {
  readonly key: readonly [string, string];
  readonly who: string;
  readonly target: string;
  readonly within: boolean;
  readonly sharpness: number;
  readonly positive: number;
  readonly negative: number;
  readonly sources: number;
  readonly left: Shown;
  readonly right: Shown;
  readonly says: string;
}

export interface Pairs {
  readonly kind: 'pairs';
  readonly rows: readonly PairRow[];
}

export interface BandPoint {
  readonly date: string;
  /** Milliseconds of UTC since 1970, end exclusive. */
  readonly from: number;
  readonly to: number;
  readonly count: number;
  /** −1 to 1; undefined where there is neither side. */
  readonly balance?: number;
  readonly mark: string;
  readonly tone: Tone;
  readonly says: string;
}

export interface BandLine extends Head {
  readonly points: readonly BandPoint[];
}

export interface Bands {
  readonly kind: 'bands';
  readonly lines: readonly BandLine[];
  readonly undated: readonly Head[];
}

export interface NetNode extends Head {
  readonly says: string;
}

export interface NetLink {
  readonly a: number;
  readonly b: number;
  readonly paragraphs: number;
  readonly says: string;
}

export interface NetTie {
  readonly holder: number;
  readonly target: number;
  readonly count: number;
  readonly mark: string;
  readonly tone: Tone;
  readonly says: string;
}

export interface Net {
  readonly kind: 'net';
  readonly nodes: readonly NetNode[];
  readonly links: readonly NetLink[];
  readonly ties: readonly NetTie[];
}

/** A coefficient with its interval; `count` is its n. */
export interface ForestRow extends Head {
  /** Undefined: it has none. */
  readonly value?: number | undefined;
  readonly low?: number;
  readonly high?: number;
  readonly note: string;
  readonly says: string;
}

export interface ForestGroup {
  readonly title: string;
  readonly rows: readonly ForestRow[];
}

/** Coefficients on one axis up to 1, with lines where others draw the line. */
export interface Forest {
  readonly kind: 'forest';
  readonly marks: readonly number[];
  readonly groups: readonly ForestGroup[];
}

/** Passages, one after the other. */
export interface List {
  readonly kind: 'list';
  readonly rows: readonly Shown[];
}

/** Sentences under headings. */
export interface Words {
  readonly kind: 'words';
  readonly groups: readonly {
    readonly title: string;
    readonly rows: readonly { readonly head: string; readonly says: string }[];
  }[];
}

/** The numbers alone. */
export interface NoPicture {
  readonly kind: 'none';
}

export type Picture = Grid | Bars | Pairs | Bands | Net | Forest | List | Words | NoPicture;

/** Is there something that can go out as SVG or PNG? */
export const isDrawn = ({ kind }: Picture): boolean => kind !== 'list' && kind !== 'words' && kind !== 'none';
