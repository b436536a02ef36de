import type { CodebookView } from '../corpus';
import { AUTHOR } from '../model';
import { reporterOf } from './tally';
import type { StancePassage } from './selection';
import { speakerKey, speakerName, speakerOf } from '../speakers/speakers';
import { say, sayable } from '../base/say';
import { label } from '../text/safe';

/** What stances can be told apart by, beside their target. */
export const GROUPINGS = ['holder', 'source', 'outlet', 'author', 'reporter', 'speaker'] as const;
/** Also by any key of the sources' details: `source.country`. */
export type Grouping = (typeof GROUPINGS)[number] | `source.${string}`;

/** A grouping out of anything: one of the list, or a key of details. */
export function groupingIn(value: unknown): Grouping | undefined {
  if (typeof value !== 'string' || value.length > 200) return undefined;
  if (/^source\.[^\s]/.test(value)) return value as Grouping;
  return GROUPINGS.find((one) => one === value);
}

/** The key of the sources' details that it groups by, if it does. */
export function detailOf(by: Grouping): string | undefined {
  if (by === 'outlet' || by === 'author') return by;
  return by.startsWith('source.') ? by.slice('source.'.length) : undefined;
}

const BY_WORDS = sayable({
  holder: 'holder',
  source: 'source',
  outlet: 'outlet',
  author: 'author of the source',
  reporter: 'reporter',
  speaker: 'speaker',
});

/** What a grouping is called: of a key of details the key itself, which is text from files. */
export function groupingWords(by: Grouping): string {
  return by.startsWith('source.') ? label(detailOf(by) ?? '', 40) : say(BY_WORDS[by as keyof typeof BY_WORDS]);
}

/** The head of a row, a column or a line: `label` is for people and may hold text from files, unescaped. */
export interface Heading {
  /** Entity id, address of a source, or the outlet or author as written; empty where the source names none. */
  readonly key: string;
  readonly label: string;
}

export function keyOf(by: Grouping, passage: StancePassage, codebook: CodebookView): string {
  const { source, tag } = passage;
  switch (by) {
    case 'holder':
      return tag.stance.holder;
    case 'reporter':
      return reporterOf(tag.stance);
    case 'speaker': {
      const speaker = speakerOf(codebook, passage);
      return speaker ? speakerKey(speaker) : '';
    }
    case 'source':
      return source.uri;
    default:
      return source.details.get(detailOf(by) ?? '')?.trim() ?? '';
  }
}

export function headingOf(by: Grouping, passage: StancePassage, codebook: CodebookView): Heading {
  const key = keyOf(by, passage, codebook);
  switch (by) {
    case 'holder':
    case 'reporter':
      // Each source has its own author: what they say is one row or column, and not one voice.
      return { key, label: key === AUTHOR ? say('(the authors)') : entityLabel(codebook, key) };
    case 'speaker':
      return { key, label: speakerName(codebook, speakerOf(codebook, passage)) || say('(no speaker)') };
    case 'source':
      return { key, label: passage.source.name };
    case 'outlet':
    case 'author':
      return { key, label: key === '' ? say(by === 'outlet' ? '(no outlet)' : '(no author)') : key };
    default:
      return { key, label: key === '' ? say('(no {0})', detailOf(by) ?? '') : key };
  }
}

/** An entity's name; its id where the codebook does not know it. */
export function entityLabel(codebook: CodebookView, id: string): string {
  return id === AUTHOR ? say('(the author)') : (codebook.entity(id)?.name ?? id);
}
