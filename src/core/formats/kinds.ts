/** What people are told of the formats: light enough to stand apart from the writers. */
import { sayable } from '../base/say';
import type { Format } from './model';

/** Variants of a format, the usual one first. */
export const PROFILES: Readonly<Partial<Record<Format, readonly string[]>>> = {
  brat: ['events', 'relations'],
  cas: ['files', 'views'],
  jsonl: ['passages', 'doccano', 'label-studio', 'spacy'],
  csv: ['plain', 'excel'],
  tsv: ['plain', 'excel'],
  gexf: ['gexf', 'nodes-edges'],
};

/** Who reads it, in one line. */
export const READERS: Readonly<Record<Format, string>> = sayable({
  qdpx: 'ATLAS.ti, MAXQDA, NVivo, QualCoder and others (REFI-QDA project)',
  qdc: 'The same tools: the codebook alone (REFI-QDA)',
  brat: 'brat, INCEpTION and many scripts: stances as events',
  w3c: 'Recogito, CATMA and linked data (Web Annotation, JSON-LD)',
  cas: 'INCEpTION and UIMA (JSON CAS 0.4)',
  stam: 'STAM tools (annotation store)',
  conll: 'Named-entity taggers (CoNLL-2003 columns)',
  iob2: 'spaCy, Hugging Face, seqeval (token and label)',
  jsonl: 'pandas and R by line; doccano, Label Studio or spaCy by profile',
  csv: 'Excel, R, pandas, DuckDB: one row for each passage',
  tsv: 'The same with tabs',
  parquet: 'pandas, R (arrow), DuckDB: the same with types',
  dna: 'Discourse Network Analyzer and rDNA (event list)',
  gexf: 'Gephi and networkx: who stands how toward whom',
});

/** And who a variant, where that is not the same. */
const VARIANT_READERS: Readonly<Record<string, string>> = sayable({
  'brat relations': 'brat and many scripts: stances as relations between mentions',
  'cas views': 'UIMA: all sources as views of one file',
});

export function readersOf(format: Format, profile?: string): string {
  return VARIANT_READERS[`${format} ${profile}`] ?? READERS[format];
}

/** Endings of the files that can be read, without the dot. */
export const READABLE = [
  'qdpx',
  'qdc',
  'ann',
  'zip',
  'json',
  'jsonld',
  'jsonl',
  'ndjson',
  'csv',
  'tsv',
  'tab',
  'conll',
  'iob',
  'iob2',
  'bio',
] as const;

/** Is it one file? The others are several, which go into a folder or an archive. */
export function isOneFile(format: Format, profile?: string): boolean {
  return !(
    format === 'brat' ||
    (format === 'cas' && profile !== 'views') ||
    (format === 'gexf' && profile === 'nodes-edges')
  );
}

/** The ending of what is written, without the dot; several files are an archive. */
export function endingOf(format: Format, profile?: string): string {
  if (!isOneFile(format, profile)) return 'zip';
  if (format === 'dna') return 'csv';
  if (format === 'w3c') return 'jsonld';
  if (format === 'cas') return 'json';
  return format === 'stam' ? 'stam.json' : format;
}
