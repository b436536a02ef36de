/** What is used of the peers, which are installed by `npm run bench` alone and so have no types of their own here. */

declare module 'approx-string-match' {
  /** Stretches of `text` that are `pattern` with at the most `maxErrors` units other, missing or added. */
  export default function search(
    text: string,
    pattern: string,
    maxErrors: number,
  ): { start: number; end: number; errors: number }[];
}

declare module 'diff-match-patch' {
  export class diff_match_patch {
    Diff_Timeout: number;
    diff_main(one: string, other: string): [number, string][];
    diff_xIndex(diffs: [number, string][], location: number): number;
  }
}
