/** Comfort in the YAML files: completion, hover, definition and references in sidecars and codebooks. */
import * as vscode from 'vscode';
import type { Services } from '../../host/services';
import { Completion } from './completion';
import { YamlDefinitions, YamlHover, YamlReferences } from './lookup';

const FILES: vscode.DocumentSelector = [
  { pattern: '**/*.tags.yaml' },
  { pattern: '**/*.proposals.yaml' },
  { pattern: '**/codebook.yaml' },
];

export function registerYaml(services: Services): vscode.Disposable {
  const { languages } = vscode;
  return vscode.Disposable.from(
    languages.registerCompletionItemProvider(FILES, new Completion(services), ' ', '[', ','),
    languages.registerHoverProvider(FILES, new YamlHover(services)),
    languages.registerDefinitionProvider(FILES, new YamlDefinitions(services)),
    languages.registerReferenceProvider(FILES, new YamlReferences(services)),
  );
}
