/** What the coders of a source tagged, ready to be compared: passages as offsets, meanings as they stand in the sidecars. */
import type { Stance } from '../model';

/** A stretch of a text: UTF-16 offsets, end exclusive. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

interface CodedBase {
  readonly id: string;
  /** In the order of the text, at least one. Tags that are lost are not among them: nobody can say where they stand. */
  readonly pieces: readonly Stretch[];
}

export interface CodedMention extends CodedBase {
  readonly entity: string;
  readonly stance?: undefined;
}

export interface CodedStance extends CodedBase {
  readonly stance: Stance;
  readonly entity?: undefined;
}

export type CodedTag = CodedMention | CodedStance;

/** One source as several people coded it. */
export interface CodedSource {
  /** Its address; left out where nobody opens it. */
  readonly uri?: string;
  readonly name: string;
  readonly text: string;
  /** In the order of the coders; undefined: this coder did not code the source (or has not finished it). */
  readonly layers: readonly (readonly CodedTag[] | undefined)[];
}

/** Units that two tags share, in UTF-16 units. */
export function shared(a: CodedTag, b: CodedTag): number {
  let sum = 0;
  for (const one of a.pieces) {
    for (const other of b.pieces) sum += Math.max(0, Math.min(one.to, other.to) - Math.max(one.from, other.from));
  }
  return sum;
}

export const lengthOf = (tag: CodedTag): number => tag.pieces.reduce((sum, { from, to }) => sum + to - from, 0);

export const startOf = (tag: CodedTag): number => tag.pieces[0]?.from ?? 0;

export const endOf = (tag: CodedTag): number => tag.pieces[tag.pieces.length - 1]?.to ?? 0;

/** What a tag means, as one category: the entity, or holder, target and value of a stance. */
export const meaningOf = ({ stance, entity }: CodedTag): string =>
  stance ? `${stance.holder} → ${stance.target}: ${stance.value}` : entity;
