/** What stands at a place of a sidecar or codebook in the editor, with the codebook that it refers to. */
import * as vscode from 'vscode';
import type { CodebookView, Corpus } from '../../core/corpus';
import { isCodebookUri, isSidecarUri, sourceOf, sourceOfProposals } from '../../core/files/addresses';
import { yamlPlaceAt, type YamlPlace } from '../../core/yaml/cursor';
import { keyOf, rangeAt } from '../../host/convert';
import type { Services } from '../../host/services';

export interface Spot extends YamlPlace {
  readonly file: 'sidecar' | 'proposals' | 'codebook';
  /** The source of the sidecar or the proposals. */
  readonly source?: string;
  readonly codebook: CodebookView;
  readonly corpus?: Corpus;
  readonly range: vscode.Range;
}

/** What a value stands for: an id of the codebook, or nothing that the codebook has. */
export type Reference = { readonly kind: 'entity' | 'value' | 'type'; readonly id: string };

const OF_ENTITY: ReadonlySet<string> = new Set(['entity', 'holder', 'target', 'via']);

export async function spotAt(
  services: Services,
  document: vscode.TextDocument,
  position: vscode.Position,
): Promise<Spot | undefined> {
  const { library } = services;
  const uri = keyOf(document.uri);
  const inSidecar = isSidecarUri(uri);
  const source = inSidecar ? sourceOf(uri) : sourceOfProposals(uri);
  if ((source === undefined && !isCodebookUri(uri)) || !vscode.workspace.getWorkspaceFolder(document.uri))
    return undefined;
  await library.list();
  if (source !== undefined) await library.ensure(source);
  const codebook = source === undefined ? library.codebook(uri) : library.codebookOf(source);
  const place = yamlPlaceAt(document.getText(), document.offsetAt(position));
  if (!codebook || !place) return undefined;
  return {
    ...place,
    file: inSidecar ? 'sidecar' : source === undefined ? 'codebook' : 'proposals',
    source,
    codebook,
    corpus: library.corpora().find((one) => one.codebook.uri === codebook.uri),
    range: rangeAt(document, place),
  };
}

/** What the word at the spot refers to. The text's own voice (`author`) is nobody of the codebook. */
export function referenceOf(spot: Spot): Reference | undefined {
  if (spot.kind !== 'value' || spot.word === '') return undefined;
  if (spot.file !== 'codebook') {
    if (OF_ENTITY.has(spot.key)) return { kind: 'entity', id: spot.word };
    return spot.key === 'value' ? { kind: 'value', id: spot.word } : undefined;
  }
  const list = spot.path[spot.path.length - 1];
  if (list === 'entities' && spot.key === 'type') return { kind: 'type', id: spot.word };
  if (spot.key === 'parent') return { kind: list === 'types' ? 'type' : 'entity', id: spot.word };
  if (spot.key !== 'id') return undefined;
  return list === 'entities'
    ? { kind: 'entity', id: spot.word }
    : list === 'stances'
      ? { kind: 'value', id: spot.word }
      : undefined;
}
