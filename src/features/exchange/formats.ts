/** The formats by the names that people know. */
import * as vscode from 'vscode';
import { FORMATS, type Format } from '../../core/formats/model';
import { endingOf, PROFILES, readersOf } from '../../core/formats/kinds';
import { BACK, pick, type PickItem } from '../../host/pick';

export interface Kind {
  readonly format: Format;
  readonly profile?: string;
}

/** Names of formats and of their variants; these are names, which are not translated. */
const NAMES: Readonly<Record<Format, string>> = {
  qdpx: 'REFI-QDA project',
  qdc: 'REFI-QDA codebook',
  brat: 'brat standoff',
  w3c: 'Web Annotation',
  cas: 'UIMA JSON CAS',
  stam: 'STAM',
  conll: 'CoNLL-2003',
  iob2: 'IOB2',
  jsonl: 'JSON Lines',
  csv: 'CSV',
  tsv: 'TSV',
  parquet: 'Parquet',
  dna: 'DNA event list',
  gexf: 'GEXF',
};

export function kindName({ format, profile }: Kind): string {
  return profile === undefined || profile === PROFILES[format]?.[0] ? NAMES[format] : `${NAMES[format]} (${profile})`;
}

export async function askKind(): Promise<Kind | undefined> {
  const kinds = FORMATS.flatMap((format): Kind[] =>
    (PROFILES[format] ?? [undefined]).map((profile) => ({ format, profile })),
  );
  const chosen = await pick<Kind>({
    title: vscode.l10n.t('Export'),
    placeholder: vscode.l10n.t('For whom?'),
    items: kinds.map((kind): PickItem<Kind> => ({
      label: kindName(kind),
      description: `.${endingOf(kind.format, kind.profile)}`,
      detail: vscode.l10n.t(readersOf(kind.format, kind.profile)),
      value: kind,
    })),
  });
  return chosen === BACK ? undefined : chosen;
}
