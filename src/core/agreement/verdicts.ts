/** What became of the coders' tags when somebody decided: how often each was followed, and what was decided instead. */
import { meaningKey, type Tag } from '../model';
import { casesOf, type Case, type Docket } from './adjudicate';

/** A coder's word on one decided case, beside the decision. */
export interface Followed {
  readonly one: Case;
  readonly coder: number;
  /** Undefined: the coder tagged nothing here. */
  readonly said: Tag | undefined;
  /** The shared tags made of the case; none: all was refused. */
  readonly decided: readonly Tag[];
  readonly follows: boolean;
}

/** For each decided case and each coder who worked on the source. */
export function followed(docket: Docket): Followed[] {
  const shared = new Map(docket.decided.tags.map((tag) => [tag.id, tag]));
  return casesOf(docket).flatMap((one) => {
    if (one.state === 'open') return [];
    const decided = one.made.flatMap((id) => shared.get(id) ?? []);
    return docket.coders.flatMap((_, coder): Followed[] => {
      if (docket.layers[coder] === undefined) return [];
      const said = one.tags[coder]?.tag;
      return [{ one, coder, said, decided, follows: follows(said, decided) }];
    });
  });
}

/** Does the decision say what the coder said? Who tagged nothing is followed where nothing was decided. */
function follows(said: Tag | undefined, decided: readonly Tag[]): boolean {
  if (!said) return decided.length === 0;
  const same = ({ quote, also }: Tag): string => JSON.stringify([quote, (also ?? []).map((piece) => piece.quote)]);
  return decided.some((tag) => meaningKey(tag) === meaningKey(said) && same(tag) === same(said));
}

export interface VerdictRow {
  readonly coder: string;
  /** What the coder said, by `nameOf`; empty: nothing. */
  readonly said: string;
  readonly decided: string;
  readonly count: number;
}

export interface VerdictSum {
  readonly coder: string;
  readonly cases: number;
  readonly followed: number;
}

/** Over several sources: how often each coder was followed, and what was decided instead, the most frequent first. */
export function verdictReport(
  dockets: readonly Docket[],
  nameOf: (tag: Tag) => string,
): { readonly sums: readonly VerdictSum[]; readonly rows: readonly VerdictRow[] } {
  const sums = new Map<string, { cases: number; followed: number }>();
  const rows = new Map<string, { coder: string; said: string; decided: string; count: number }>();
  for (const docket of dockets) {
    for (const { coder, said, decided, follows: isFollowed } of followed(docket)) {
      const name = docket.coders[coder] as string;
      const sum = sums.get(name) ?? { cases: 0, followed: 0 };
      sums.set(name, { cases: sum.cases + 1, followed: sum.followed + (isFollowed ? 1 : 0) });
      if (isFollowed) continue;
      const words = [said ? nameOf(said) : '', decided.map(nameOf).join(' + ')] as const;
      const key = JSON.stringify([name, ...words]);
      const row = rows.get(key) ?? { coder: name, said: words[0], decided: words[1], count: 0 };
      row.count++;
      rows.set(key, row);
    }
  }
  return {
    sums: [...sums].map(([coder, sum]) => ({ coder, ...sum })).sort((a, b) => (a.coder < b.coder ? -1 : 1)),
    rows: [...rows.values()].sort(
      (a, b) => (a.coder < b.coder ? -1 : a.coder > b.coder ? 1 : 0) || b.count - a.count || (a.said < b.said ? -1 : 1),
    ),
  };
}
