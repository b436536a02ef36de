/** Who codes here, and whose tags are read: the settings and this window's choice, put into force. */
import * as vscode from 'vscode';
import { SHARED, coderName, isCoderName } from '../core/files/addresses';
import type { LibraryReader } from '../core/library/reader';
import { Failure } from './commands';
import { setContext } from './context';
import { NOT_YOURS } from './not-yours';
import { settings } from './settings';

/** What this window reads, kept for its workspace; another choice while coding blind, so that neither undoes the other. */
const KEY = { open: 'layer', blind: 'layer.blind' } as const;
/** Are the other layers shown as well? */
const BESIDE = '.beside';

export class Coder implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  /** Somebody else codes, or another layer is read. */
  readonly onDidChange = this.changed.event;
  private readonly listening: vscode.Disposable;

  constructor(
    private readonly library: LibraryReader,
    private readonly memento: vscode.Memento,
    private readonly log: vscode.LogOutputChannel,
  ) {
    this.listening = settings.onChange(() => {
      this.apply().catch((error: unknown) => this.log.error(`Layer not read: ${String(error)}`));
    });
    // Before anything is listed: nobody's tags are shown for a moment that must not be.
    this.apply().catch((error: unknown) => this.log.error(`Layer not read: ${String(error)}`));
  }

  /** The name of the user's own layer; undefined while the user has none. */
  get name(): string | undefined {
    return coderName(settings.coder());
  }

  /** Reads the tags of this layer from now on, and shows no other. */
  async choose(layer: string): Promise<void> {
    await this.memento.update(this.key, layer);
    await this.memento.update(this.key + BESIDE, undefined);
    await this.apply();
  }

  /** Shows the other layers as well, or not any more; read is the same one as before. */
  async showBeside(shown: boolean): Promise<void> {
    await this.memento.update(this.key + BESIDE, shown ? true : undefined);
    await this.apply();
  }

  private get key(): string {
    return settings.blind() ? KEY.blind : KEY.open;
  }

  private async apply(): Promise<void> {
    const [blind, me] = [settings.blind(), this.name];
    const chosen = this.memento.get<unknown>(this.key);
    const beside = this.memento.get<unknown>(this.key + BESIDE) === true;
    const usual = blind ? (me ?? SHARED) : SHARED;
    const layer = typeof chosen === 'string' && (chosen === SHARED || isCoderName(chosen)) ? chosen : usual;
    const { reading } = this.library.layers;
    void setContext('stancemark.blind', blind);
    const same = reading.layer === layer && reading.me === me && reading.blind === blind;
    if (same && (reading.beside === true) === beside) return;
    await this.library.layers.read({ layer, me, blind, ...(beside && { beside }) });
    this.changed.fire();
  }

  /** Asks for the user's name where that is missing and needed. Undefined: the question was left. */
  async ask(): Promise<string | undefined> {
    const known = this.name;
    if (known !== undefined) return known;
    const given = await vscode.window.showInputBox({
      title: vscode.l10n.t('Your Name as Coder'),
      prompt: vscode.l10n.t(
        'A name or initials; your tags stand in files of that name. Asked once, kept in your settings.',
      ),
      value: settings.coder(),
      validateInput: whyNoName,
    });
    const name = given === undefined ? undefined : coderName(given);
    if (name === undefined) return undefined;
    await settings.update('coder', given?.trim());
    await this.apply();
    return name;
  }

  /** Asks for a name where the tags on the screen cannot be changed without one; throws where they are not the user's. */
  async mayChange(source: string): Promise<void> {
    const { layers } = this.library;
    if (layers.whyNotYours(source) === 'nameless') await this.ask();
    const why = layers.whyNotYours(source);
    if (why) throw new Failure(NOT_YOURS[why], [layers.reading.layer]);
  }

  dispose(): void {
    this.listening.dispose();
    this.changed.dispose();
  }
}

/** What a layer is called in a sentence. */
export const whoseLayer = (layer: string): string => (layer === SHARED ? vscode.l10n.t('shared') : layer);

export function whyNoName(name: string): string | undefined {
  if (coderName(name) !== undefined && !/[\s:#[\]{}"']/.test(name.trim())) return undefined;
  return vscode.l10n.t('Letters, digits, hyphens and underscores, at most 32, and not a file extension such as txt.');
}
