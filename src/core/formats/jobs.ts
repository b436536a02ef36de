/**
 * Exchange as calls with plain data alone, so that it can stand in a bundle of its own and, in the web, in a thread of its own:
 * everything here can be cloned. What was read stays here until it is forgotten; it may be large.
 */
import { PlaceableText } from '../anchors/placeable';
import { lookups, type SourceView } from '../corpus';
import type { Codebook, Tag } from '../model';
import { DocText } from './decide';
import { outgoing } from './from-corpus';
import { FormatError, type Format, type Incoming, type Loss, type Reading } from './model';
import { planImport, readDocs, type Plan, type Wishes } from './plan';
import { readFiles, readIncoming } from './read';
import { write } from './write';
import { zipOf } from './zip';

/** A source with its text as it is now; undefined where there is none. `tags` are those that go out. */
export interface SentSource extends Omit<SourceView, 'paragraphOf' | 'faults'> {
  readonly text?: string;
}

export interface ExportJob {
  readonly codebook: Codebook & { readonly uri: string };
  readonly sources: readonly SentSource[];
  readonly tool: string;
  readonly state?: string;
  /** Everything goes out: entities that no tag uses come along. */
  readonly whole: boolean;
  readonly format: Format;
  readonly profile?: string;
}

/** One file's bytes: several files of a format are an archive. */
export interface Exported {
  readonly bytes: Uint8Array;
  readonly losses: readonly Loss[];
}

export interface ReadJob {
  /** Its own name, without a folder; empty: a folder of brat's or JSON CAS files, which are all `beside`. */
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Other files of its folder by name, as far as they belong to it. */
  readonly beside: ReadonlyMap<string, Uint8Array>;
}

export interface SentExisting {
  readonly name: string;
  readonly text?: string;
  readonly tags: readonly Tag[];
  readonly details: ReadonlyMap<string, string>;
}

export interface PlanJob {
  /** What `read` answered. */
  readonly key: number;
  readonly there: readonly SentExisting[];
  readonly codebook: Codebook;
  readonly wishes: Wishes;
}

export interface ExamplesJob {
  readonly key: number;
  readonly there: readonly SentExisting[];
  readonly readings: readonly Reading[];
}

/** A place by a reading, in its line. */
export interface Example {
  readonly before: string;
  readonly quote: string;
  readonly after: string;
}

export interface Jobs {
  write(job: ExportJob): Promise<Exported>;
  read(job: ReadJob): Promise<number>;
  plan(job: PlanJob): Promise<Plan>;
  /** For each reading the same places: those on which the readings differ, at most four. */
  examples(job: ExamplesJob): Promise<readonly (readonly Example[])[]>;
  forget(key: number): Promise<void>;
}

export type Answer<T> =
  | { readonly ok: true; readonly value: T }
  /** The file cannot be taken, in words, with its place where there is one. */
  | { readonly ok: false; readonly message: string; readonly line?: number; readonly column?: number };

const held = new Map<number, Incoming>();
let last = 0;

const jobs: Jobs = {
  async write({ codebook, sources, format, profile, tool, state, whole }) {
    const texts = new Map(sources.map(({ uri, text }) => [uri, text]));
    const corpus = {
      codebook: { ...codebook, exists: true, faults: [], ...lookups(codebook) },
      sources: sources.map((one) => ({ ...one, faults: [], paragraphOf: (line: number) => line })),
    };
    const textOf = async (uri: string): Promise<PlaceableText | undefined> => {
      const text = texts.get(uri);
      return text === undefined ? undefined : new PlaceableText(text);
    };
    const about = { tool, ...(state !== undefined && { state }) };
    const out = await outgoing(corpus, textOf, about, whole ? undefined : ({ tags }) => tags);
    const { files, losses } = await write(out, format, profile);
    return { bytes: files.get('') ?? zipOf(files), losses };
  },

  async read({ name, bytes, beside }) {
    const incoming =
      name === '' ? readFiles(beside) : await readIncoming(name, bytes, async (other) => beside.get(other));
    held.set(++last, incoming);
    return last;
  },

  async plan({ key, there, codebook, wishes }) {
    return planImport(heldUnder(key), there.map(existing), codebook, wishes);
  },

  async examples({ key, there, readings }) {
    const docs = readDocs(heldUnder(key), there.map(existing)).flatMap(({ doc, text, match }) => {
      const body = text ?? (match?.text && new DocText(match.text.text));
      return body ? [{ doc, body }] : [];
    });
    const shown: Example[][] = readings.map(() => []);
    for (const { doc, body } of docs) {
      for (const piece of doc.spans.flatMap(({ pieces }) => pieces)) {
        const ranges = readings.map((reading) => body.range(piece, reading));
        const keys = new Set(ranges.map((range) => range && `${range.from}-${range.to}`));
        if (keys.size < 2 || ranges.some((range) => !range)) continue;
        ranges.forEach((range, i) => {
          const { text } = body.body;
          const { from, to } = range ?? { from: 0, to: 0 };
          shown[i]?.push({
            before: text.slice(Math.max(0, from - 30), from),
            quote: text.slice(from, to),
            after: text.slice(to, to + 30),
          });
        });
        if ((shown[0]?.length ?? 0) >= 4) return shown;
      }
    }
    return shown;
  },

  async forget(key) {
    held.delete(key);
  },
};

function heldUnder(key: number): Incoming {
  const incoming = held.get(key);
  if (!incoming) throw new Error('What was read is not there any more');
  return incoming;
}

function existing({ text, ...rest }: SentExisting): Parameters<typeof planImport>[1][number] {
  return { ...rest, text: text === undefined ? undefined : new PlaceableText(text) };
}

/** Does a job; a file that cannot be taken is an answer, everything else an error. */
export async function handle<N extends keyof Jobs>(
  name: N,
  job: Parameters<Jobs[N]>[0],
): Promise<Answer<Awaited<ReturnType<Jobs[N]>>>> {
  try {
    const value = await (jobs[name] as (given: unknown) => Promise<unknown>)(job);
    return { ok: true, value: value as Awaited<ReturnType<Jobs[N]>> };
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    const { message, line, column } = error;
    return { ok: false, message, ...(line !== undefined && { line }), ...(column !== undefined && { column }) };
  }
}
