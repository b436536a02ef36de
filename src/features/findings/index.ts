/** Findings: what the tags add up to, in a panel of its own; and what goes out of it into files. */
import * as vscode from 'vscode';
import { linkedFindings } from '../../core/findings/link';
import { stateIn, VIEWS } from '../../core/findings/state';
import { argumentsOf, oneOf, optionalText } from '../../host/arguments';
import { Failure, fromHeader, registerCommands, report } from '../../host/commands';
import type { Services } from '../../host/services';
import { exportFindings } from './export';
import { Panels, VIEW_TYPE } from './panels';

export function registerFindings(services: Services): vscode.Disposable {
  const panels = new Panels(services);
  services.shown.findings = () => panels.shown.figures.selection(panels.shown.state);
  return vscode.Disposable.from(
    panels,
    vscode.window.registerWebviewPanelSerializer(VIEW_TYPE, {
      deserializeWebviewPanel: async (panel, state) => panels.restore(panel, stateIn(state)),
    }),
    vscode.window.registerUriHandler({
      handleUri: async (uri) => {
        const linked = linkedFindings(uri.path, uri.query);
        if (!linked) return;
        // A search that is not there is said in words.
        await open(panels, linked).catch((error: unknown) => report(services.log, 'openFindings', error));
      },
    }),
    registerCommands(services.log, {
      openFindings: fromHeader((args) => open(panels, args)),
      exportFindings: (args) => exportFindings(services, panels, args),
    }),
  );
}

/** `{query?, search?, view?}`: with a query, or with a saved search by its name, as the only filter. Resolves when it is drawn. */
async function open(panels: Panels, args: unknown): Promise<void> {
  const given = argumentsOf(args);
  const view = oneOf(given, 'view', VIEWS);
  const name = optionalText(given, 'search');
  const found = name === undefined ? undefined : await panels.search(name);
  if (name !== undefined && !found) throw new Failure('There is no saved search “{0}”.', [name]);
  const query = found?.query ?? optionalText(given, 'query');
  await panels.open({
    ...(view && { view }),
    ...(found && { codebook: found.codebook }),
    ...(query !== undefined && { query, types: [], sources: [], coders: [], from: '', to: '' }),
  });
}
