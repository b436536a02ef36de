/** Where an entity stands in its codebook, on disk or in the editor that has it open. */
import * as vscode from 'vscode';
import type { Services } from './services';
import { uriOf } from './convert';
import { yamlRange } from './yaml-place';

/** The place of an entity's block; undefined where the codebook does not have it. */
export function entityPlace(services: Services, codebook: string, entity: string): vscode.Location | undefined {
  return place(services, codebook, (file) => file.rangeOfEntity(entity));
}

export function valuePlace(services: Services, codebook: string, value: string): vscode.Location | undefined {
  return place(services, codebook, (file) => file.rangeOfValue(value));
}

type File = NonNullable<ReturnType<Services['library']['codebookFile']>>;

function place(
  services: Services,
  codebook: string,
  find: (file: File) => { from: number; to: number } | undefined,
): vscode.Location | undefined {
  const file = services.library.codebookFile(codebook);
  const block = file && find(file);
  return block && new vscode.Location(uriOf(codebook), yamlRange(file, block));
}
