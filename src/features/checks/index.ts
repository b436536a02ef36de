/** Consistency checks: what may be a slip of coding, listed as problems, each with its switch in the settings. */
import * as vscode from 'vscode';
import { argumentsOf, text } from '../../host/arguments';
import { Failure, fromHeader, registerCommands } from '../../host/commands';
import type { Services } from '../../host/services';
import { forSources } from '../../host/sources';
import { reportUnwritten } from '../../host/written';
import { Checks } from './checks';
import { CheckFixes } from './fixes';

export function registerChecks(services: Services): vscode.Disposable {
  const checks = new Checks(services);
  const fixes = new CheckFixes(services);
  return vscode.Disposable.from(
    checks,
    forSources((pattern) =>
      vscode.languages.registerCodeActionsProvider(
        [{ pattern }, { pattern: '**/codebook.yaml' }],
        fixes,
        CheckFixes.metadata,
      ),
    ),
    registerCommands(services.log, {
      checkConsistency: fromHeader((args) => checks.run(args)),
      removeAlias: (args) => removeAlias(services, args),
    }),
  );
}

/** `{codebook, entity, alias}`: what the quick fix runs. Returns the aliases that stay. */
async function removeAlias(services: Services, args: unknown): Promise<readonly string[]> {
  const given = argumentsOf(args);
  const codebook = services.library.codebook(text(given, 'codebook'));
  const entity = codebook?.entity(text(given, 'entity'));
  const alias = text(given, 'alias');
  if (!codebook || !entity?.aliases.includes(alias)) throw new Failure('There is no alias “{0}”.', [alias]);
  const aliases = entity.aliases.filter((one) => one !== alias);
  const done = await services.library.edit('Remove an alias', [
    { kind: 'codebook', uri: codebook.uri, changes: [{ op: 'set-entity', id: entity.id, set: { aliases } }] },
  ]);
  await reportUnwritten(done.written);
  return aliases;
}
