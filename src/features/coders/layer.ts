/** Whose tags are read, and under which name the user tags. */
import * as vscode from 'vscode';
import { isCoderName, SHARED } from '../../core/files/addresses';
import { label } from '../../core/text/safe';
import { argumentsOf, optionalFlag, optionalText } from '../../host/arguments';
import { whoseLayer, whyNoName } from '../../host/coder';
import { Failure } from '../../host/commands';
import { whisper } from '../../host/messages';
import { BACK, pick, type PickItem } from '../../host/pick';
import type { Services } from '../../host/services';
import { settings } from '../../host/settings';
import { counted } from '../../core/words/count';

/** `{coder?}`: sets the user's name as coder, or asks for it. Returns the name of the user's layer. */
export async function setCoder(services: Services, args: unknown): Promise<string | undefined> {
  const given = optionalText(argumentsOf(args), 'coder');
  const wrong = given === undefined || given === '' ? undefined : whyNoName(given);
  if (wrong !== undefined) throw new Failure(wrong);
  const name =
    given ??
    (await vscode.window.showInputBox({
      title: vscode.l10n.t('Your Name as Coder'),
      prompt: vscode.l10n.t('A name or initials. Kept in your own settings, on this machine.'),
      value: settings.coder(),
      validateInput: (value) => (value.trim() === '' ? undefined : whyNoName(value)),
    }));
  if (name === undefined) return undefined;
  await settings.update('coder', name.trim());
  return services.coder.name;
}

const ADJUDICATE = Symbol('adjudicate');
const RENAME = Symbol('name');
const ALL = Symbol('all');

/**
 * `{layer?, all?}`: a coder's name, or an empty text for the shared layer; `all`: the other layers are shown beside it, to be read.
 * Without either the user picks. Returns the layer that is read.
 */
export async function chooseLayer(services: Services, args: unknown): Promise<string | undefined> {
  const given = optionalText(argumentsOf(args), 'layer');
  const all = optionalFlag(argumentsOf(args), 'all');
  if (given !== undefined || all !== undefined) {
    if (given !== undefined && given !== SHARED && !isCoderName(given))
      throw new Failure('“{0}” is not a coder’s name.', [given]);
    if (given !== undefined) await services.coder.choose(given);
    if (all !== undefined) await showAll(services, all);
    return services.library.layers.reading.layer;
  }
  await services.readAll();
  const chosen = await pick<string | symbol>({
    title: vscode.l10n.t('Whose Tags Are Read'),
    placeholder: vscode.l10n.t('Highlights, trees, sums, searches and exports are all of this one layer'),
    items: rows(services),
  });
  if (chosen === undefined || chosen === BACK) return undefined;
  if (chosen === RENAME) await vscode.commands.executeCommand('stancemark.setCoder');
  else if (chosen === ALL) {
    await showAll(services, true);
    whisper('All layers are shown, to be read. Sums, searches and exports are of one: {0}.', [
      whoseLayer(services.library.layers.reading.layer),
    ]);
    return services.library.layers.reading.layer;
  } else if (chosen === ADJUDICATE) await vscode.commands.executeCommand('stancemark.adjudicate');
  else if (typeof chosen === 'string') {
    await services.coder.choose(chosen);
    whisper('One layer is read: {0}.', [whoseLayer(chosen)]);
    return chosen;
  }
  return undefined;
}

/** Shows the other layers as well, or not any more. Who codes blind must have finished something: of the rest nothing is shown. */
async function showAll({ coder, library }: Services, shown: boolean): Promise<void> {
  if (shown && !maySeeOthers(library.layers)) {
    throw new Failure('You code blind here: the tags of others are shown when you have marked a source as finished.');
  }
  await coder.showBeside(shown);
}

function maySeeOthers(layers: Services['library']['layers']): boolean {
  const { blind, me } = layers.reading;
  return !blind || (me !== undefined && (layers.all().get(me) ?? []).some((uri) => layers.isFinished(uri, me)));
}

function rows({ library: { layers } }: Services): PickItem<string | symbol>[] {
  const { t } = vscode.l10n;
  const { layer: now, me, blind, beside } = layers.reading;
  const all = layers.all();
  const names = [...new Set([SHARED, ...(me === undefined ? [] : [me]), ...all.keys()])];
  const items = names.map((layer): PickItem<string | symbol> => {
    const sources = all.get(layer) ?? [];
    const finished = sources.filter((source) => layer !== SHARED && layers.isFinished(source, layer)).length;
    const parts = [
      layer === me ? t('yours') : '',
      counted(sources.length, 'source'),
      finished > 0 ? t('{0} finished', finished) : '',
      layer === now ? t('read now') : '',
    ];
    const name = layer === SHARED ? `$(organization) ${t('Shared')}` : `$(person) ${label(layer, 32)}`;
    return {
      label: name,
      description: parts.filter((part) => part !== '').join(' · '),
      ...(blind && layer !== me && { detail: t('You code blind: only for sources that you have finished.') }),
      value: layer,
    };
  });
  if (all.size > 1 && maySeeOthers(layers)) {
    items.push({
      label: `$(layers) ${t('All layers at once, to read')}`,
      description: beside ? t('shown now') : t('sums stay those of one: {0}', label(whoseLayer(now), 32)),
      ...(blind && { detail: t('You code blind: only for sources that you have finished.') }),
      value: ALL,
    });
  }
  items.push({
    label: `$(split-horizontal) ${t('All coders side by side in the text (Adjudicate)')}`,
    value: ADJUDICATE,
  });
  items.push({ label: `$(edit) ${t('My name as coder…')}`, value: RENAME });
  return items;
}
