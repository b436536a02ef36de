/** The status bar's word on whose tags are read, where that is a question. */
import * as vscode from 'vscode';
import { SHARED } from '../../core/files/addresses';
import { label } from '../../core/text/safe';
import { whoseLayer } from '../../host/coder';
import { keyOf } from '../../host/convert';
import type { Services } from '../../host/services';
import { isFollowed } from '../../host/taggable';

/** Changes are collected for so long, in milliseconds. */
const PAUSE = 80;

export class LayerBar implements vscode.Disposable {
  private readonly item: vscode.StatusBarItem;
  private readonly parts: vscode.Disposable[];
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly services: Services) {
    this.item = vscode.window.createStatusBarItem('stancemark.layer', vscode.StatusBarAlignment.Left, 90);
    this.item.name = vscode.l10n.t('Stancemark: whose tags are read');
    this.item.command = 'stancemark.chooseLayer';
    this.parts = [
      this.item,
      services.coder.onDidChange(() => this.update()),
      services.library.onDidChange(() => {
        this.timer ??= setTimeout(() => this.update(), PAUSE);
      }),
      vscode.window.onDidChangeActiveTextEditor(() => this.update()),
    ];
    this.update();
  }

  private update(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    const { layers } = this.services.library;
    const { layer, me, blind, beside } = layers.reading;
    const document = vscode.window.activeTextEditor?.document;
    const source = document && isFollowed(document) ? keyOf(document.uri) : undefined;
    const finished = source !== undefined && layers.isFinished(source);
    // One person who shares everything has nothing to choose.
    if (!blind && layer === SHARED && me === undefined && [...layers.all().keys()].every((one) => one === SHARED)) {
      this.item.hide();
      return;
    }
    const { t } = vscode.l10n;
    const whose = label(whoseLayer(layer), 32);
    // Of a source that the user has not finished, who codes blind sees one layer whatever was chosen.
    const all = beside === true && !(source !== undefined && layers.isBlind(source));
    const words = [
      ...(all ? [t('All layers are shown, to be read. What is summed, searched, exported and tagged is of one.')] : []),
      layer === SHARED ? t('The shared tags are read.') : t('The tags of {0} are read.', whose),
      ...(me === undefined ? [] : [t('You are {0}.', label(me, 32))]),
      ...(blind ? [t('You code blind: you see only your own tags of a source until you have finished it.')] : []),
      ...(finished ? [t('You have finished this source.')] : []),
    ];
    const veiled = source !== undefined && blind && layer !== me && layers.isBlind(source);
    const icon = veiled
      ? '$(eye-closed)'
      : all
        ? '$(layers)'
        : finished
          ? '$(pass)'
          : layer === SHARED
            ? '$(organization)'
            : '$(person)';
    const other = layer !== SHARED && layer !== me ? ` ${t('(read only)')}` : '';
    this.item.text = `${icon} ${all ? t('all, sums: {0}', whose) : whose}${other}${blind ? ` – ${t('blind')}` : ''}`;
    this.item.tooltip = words.join(' ');
    this.item.accessibilityInformation = { label: words.join(' ') };
    this.item.show();
  }

  dispose(): void {
    clearTimeout(this.timer);
    vscode.Disposable.from(...this.parts).dispose();
  }
}
