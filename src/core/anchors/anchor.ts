/** What is looked for, and what is found. */

/** Zero-based position of a passage (columns in UTF-16 units, end exclusive), the passage and its context, line ends as `\n`. */
export interface Anchor {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly quote: string;
  readonly before: string;
  readonly after: string;
}

/**
 * `placed`: the quote stands at its position, to the letter, or elsewhere with all of its context (nothing but white space
 * differs) where its column or its neighbours say so too. `moved`: its context or its words changed, and a person should look; `score` (0 to 1) says how much of quote and
 * context is there. `lost`: gone, or not to be told from a look-alike. Offsets are UTF-16.
 */
export type Found =
  | { readonly kind: 'placed'; readonly from: number; readonly to: number }
  | { readonly kind: 'moved'; readonly from: number; readonly to: number; readonly score: number }
  | { readonly kind: 'lost' };
