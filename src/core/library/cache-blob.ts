/**
 * The cache as bytes: a mark, the length of the head and a check of all that follows (each 4 bytes), the head (JSON), and for
 * each source the bytes of its sidecar and what is kept of its text (JSON), each on a border of 4 bytes.
 */
import type { Placement } from '../model';
import type { Paragraphs } from '../text/paragraphs';
import type { Labels } from '../text/labels';
import { fnv1aInStrands } from '../base/hash';
import { fromJson, toJson, type Brief, type BriefJson } from './brief';

/** What was found out about the text of a source. */
export interface KeptText {
  readonly stamp: string;
  /** Tags that are not simply placed, by id. */
  readonly placements: readonly (readonly [string, Placement])[];
  /** See `text/paragraphs`; null: every line is one. */
  readonly paragraphs: Exclude<Paragraphs, undefined> | null;
  readonly labels: Labels;
}

export interface Kept {
  readonly stamp: string;
  readonly bytes: Uint8Array;
  /** How many tags the bytes say. */
  readonly tags: number;
  /** What they say beside them; undefined: it is not known, and they are to be read. */
  readonly brief: Brief | undefined;
  /** Parsed when it is asked for. */
  readonly text: (() => KeptText) | undefined;
}

interface Head {
  readonly version: string;
  /**
   * Address, stamp, number of tags, length of the sidecar and of what is kept of the text (0: nothing), in bytes; what the sidecar
   * says beside its tags, where it has no faults.
   */
  readonly entries: readonly (readonly [string, string, number, number, number, (BriefJson | null)?])[];
}

const MARK = 0x534d4334;
const START = 12;
const padded = (length: number): number => (length + 3) & ~3;

export function pack(entries: ReadonlyMap<string, Kept>, version: string): Uint8Array {
  const encoder = new TextEncoder();
  const texts = [...entries.values()].map(({ text }) =>
    text ? encoder.encode(JSON.stringify(text())) : new Uint8Array(0),
  );
  const head: Head = {
    version,
    entries: [...entries].map(([uri, kept], i) => [
      uri,
      kept.stamp,
      kept.tags,
      kept.bytes.length,
      (texts[i] as Uint8Array).length,
      kept.brief && toJson(kept.brief),
    ]),
  };
  const pieces: Uint8Array[] = [encoder.encode(JSON.stringify(head))];
  [...entries.values()].forEach(({ bytes }, i) => pieces.push(bytes, texts[i] as Uint8Array));
  const blob = new Uint8Array(START + pieces.reduce((sum, piece) => sum + padded(piece.length), 0));
  let at = START;
  for (const piece of pieces) {
    blob.set(piece, at);
    at += padded(piece.length);
  }
  const view = new DataView(blob.buffer);
  view.setUint32(0, MARK);
  view.setUint32(4, (pieces[0] as Uint8Array).length);
  view.setUint32(8, checkOf(blob));
  return blob;
}

/** What {@link pack} was given; undefined: broken, or of another version. */
export function unpack(given: Uint8Array, version: string): Map<string, Kept> | undefined {
  // Numbers of four bytes need an array that begins on such a border.
  const blob = given.byteOffset % 4 === 0 ? given : new Uint8Array(given);
  if (blob.length < START || blob.length % 4 !== 0) return undefined;
  const view = new DataView(blob.buffer, blob.byteOffset, blob.length);
  const headLength = view.getUint32(4);
  if (view.getUint32(0) !== MARK || START + headLength > blob.length || view.getUint32(8) !== checkOf(blob)) {
    return undefined;
  }
  const decoder = new TextDecoder();
  const head = JSON.parse(decoder.decode(blob.subarray(START, START + headLength))) as Head;
  if (head.version !== version) return undefined;
  const entries = new Map<string, Kept>();
  let at = START + padded(headLength);
  const take = (length: number): Uint8Array => {
    const piece = blob.subarray(at, at + length);
    at += padded(length);
    return piece;
  };
  for (const [uri, stamp, tags, length, textLength, brief] of head.entries) {
    const bytes = take(length);
    const text = take(textLength);
    entries.set(uri, {
      stamp,
      bytes,
      tags,
      // JSON says null where there is none.
      brief: brief === undefined || brief === null ? undefined : fromJson(brief),
      text: textLength > 0 ? later(text) : undefined,
    });
  }
  return at === blob.length ? entries : undefined;
}

function later(bytes: Uint8Array): () => KeptText {
  let text: KeptText | undefined;
  return () => (text ??= JSON.parse(new TextDecoder().decode(bytes)) as KeptText);
}

/** Over whole numbers of four bytes, from the head on. */
function checkOf(blob: Uint8Array): number {
  return fnv1aInStrands(new Int32Array(blob.buffer, blob.byteOffset + START, (blob.length - START) / 4));
}
