/**
 * What Stancemark offers to other extensions:
 *
 * ```ts
 * const stancemark = await vscode.extensions.getExtension<StancemarkApi>('stancemark.stancemark')?.activate();
 * for (const corpus of (await stancemark?.read()) ?? []) …
 * ```
 *
 * Objects are snapshots: they never change, and `onDidChange` says when there are newer ones. Lines and columns are zero-based,
 * columns in UTF-16 code units, ends exclusive, as in `vscode.Range`. All texts are as the files have them: escape them before
 * they reach a page or Markdown.
 */
import type { Event } from 'vscode';

export interface StancemarkApi {
  /** Grows with what is added; what is there stays as it is until `2`. */
  readonly version: 1;
  /** Reads every source's tags, and compares them with the texts where that was not done yet. */
  read(): Promise<readonly StancemarkCorpus[]>;
  /** Addresses (`Uri.toString()`) of sources and codebooks that changed; `listing`: sources came or went. */
  readonly onDidChange: Event<StancemarkChange>;
  /**
   * Puts proposed tags into `SOURCE.proposals.yaml`, where people review them one by one: nothing is tagged, counted or exported by
   * it. Each quote must stand word for word, and once, within its lines, and every id in the codebook. What does not is left out,
   * and said. Rejects, with nothing written, where `source` is no source of the workspace or its proposals file cannot be changed.
   */
  propose(
    source: string,
    proposals: readonly StancemarkProposal[],
    from: { readonly who: string; readonly version?: string; readonly date?: string },
  ): Promise<readonly StancemarkAnswer[]>;
}

export interface StancemarkProposal {
  /** Zero-based lines of the source as it stands now (in its editor, if it is open), the last one included. */
  readonly lines: { readonly first: number; readonly last: number };
  readonly quote: string;
  /** Either an entity's id or a stance. */
  readonly entity?: string;
  readonly stance?: StancemarkTag['stance'];
  /** Why, for the reviewer. */
  readonly note?: string;
}

/** What became of a proposal, in the order in which they were given. */
export type StancemarkAnswer =
  | { readonly proposed: true }
  | {
      readonly proposed: false;
      /** `known`: proposed, tagged or rejected so already. */
      readonly code:
        | 'bad-proposal'
        | 'lines-outside'
        | 'quote-not-there'
        | 'quote-twice'
        | 'unknown-entity'
        | 'unknown-value'
        | 'known';
      /** In the user's language. Holds texts of yours: escape them. */
      readonly reason: string;
    };

export interface StancemarkChange {
  readonly sources: ReadonlySet<string>;
  readonly codebooks: ReadonlySet<string>;
  readonly listing: boolean;
}

/** A codebook with the sources that it serves. Ids mean nothing outside of it. */
export interface StancemarkCorpus {
  readonly codebook: {
    readonly uri: string;
    readonly entities: readonly StancemarkEntity[];
    readonly stances: readonly { readonly id: string; readonly label: string; readonly axis: StancemarkAxis }[];
  };
  readonly sources: readonly StancemarkSource[];
}

export type StancemarkAxis = 'positive' | 'negative' | 'neutral' | 'mixed' | 'unclear';

export interface StancemarkEntity {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly aliases: readonly string[];
}

export interface StancemarkSource {
  readonly uri: string;
  /** Path below the workspace folder. */
  readonly name: string;
  /** The keys of `source:` in its tags file. */
  readonly details: ReadonlyMap<string, string>;
  readonly tags: readonly StancemarkTag[];
}

export interface StancemarkSpan {
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine: number;
  readonly endColumn: number;
}

export interface StancemarkTag {
  readonly id: string;
  /** `placed`: its words stand there with their context. `moved`: found elsewhere, not accepted yet. `lost`: counted nowhere. */
  readonly state: 'placed' | 'moved' | 'lost';
  /** Where its pieces stand now; of a lost tag where they stood last. */
  readonly spans: readonly StancemarkSpan[];
  /** The words of its pieces. */
  readonly quotes: readonly string[];
  /** Of a mention: whom or what the passage names. */
  readonly entity?: string;
  /** Of a stance: who thinks what of whom. */
  readonly stance?: {
    /** An entity, or `author`: the text speaks for itself. */
    readonly holder: string;
    readonly target: string;
    readonly value: string;
    readonly intensity?: 1 | 2 | 3 | 4;
    readonly certainty?: 'asserted' | 'probable' | 'possible' | 'denied';
    /** Who reports it, outermost first. */
    readonly via?: readonly string[];
    readonly event?: string;
  };
  readonly by?: string;
  readonly note?: string;
}
