/** Quick picks as promises, with a way back, for questions of one or several steps. */
import * as vscode from 'vscode';
import { firstOf } from '../core/offers';
import { numberOf } from '../core/words/count';

export const BACK = Symbol('back');

export interface PickItem<T> extends vscode.QuickPickItem {
  readonly value: T;
}

/** The value of the row that says how many more there are; it cannot be chosen. */
const MORE = Symbol('more');

/**
 * The first rows of a list, made of each `one` by `row`, and below them a row that says how many more there are. `begin` names the
 * one to begin with: it has its row wherever it stands.
 */
export function rowsOf<V, T>(
  list: readonly V[],
  row: (one: V) => PickItem<T> | readonly PickItem<T>[],
  begin?: (one: V) => boolean,
): PickItem<T>[] {
  const { shown, more } = firstOf(list, begin);
  const rows = shown.flatMap(row);
  if (more === 0) return rows;
  const label = `$(ellipsis) ${vscode.l10n.t('{0} more: keep typing to find them', numberOf(more))}`;
  return [...rows, { label, value: MORE as never }];
}

const isMore = (value: unknown): boolean => value === MORE;

export interface PickOptions<T> {
  readonly title: string;
  readonly placeholder: string;
  /** The rows; VS Code filters and sorts them by what is typed. */
  readonly items?: readonly PickItem<T>[];
  readonly step?: { readonly number: number; readonly of: number };
  /**
   * The rows for what is typed, all of them and in this order: VS Code's own filter knows neither typos nor another script's
   * folding, and its order puts '$(add) New …' above what the words name. Where there are `items`, those while nothing is typed.
   */
  readonly ranked?: (value: string) => readonly PickItem<T>[];
  /** Chooses at once while typing (a number key); undefined goes on. */
  readonly shortcut?: (value: string) => T | undefined;
  /** The row to begin with; what is typed takes its place. */
  readonly active?: (value: T) => boolean;
  /** A button of a row, for the mouse, was pressed. */
  readonly onButton?: (value: T) => T;
  /** Called as the pick moves over an item, to show what it means. */
  readonly onActive?: (value: T) => void;
}

/** Resolves to the chosen value, to {@link BACK}, or to undefined when the pick was left. */
export function pick<T>(options: PickOptions<T>): Promise<T | typeof BACK | undefined> {
  const box = vscode.window.createQuickPick<PickItem<T>>();
  box.title = options.title;
  box.placeholder = options.placeholder;
  box.matchOnDescription = true;
  box.matchOnDetail = true;
  const { ranked } = options;
  // No part of VS Code's API yet, but heeded.
  if (ranked) Object.assign(box, { sortByLabel: false });
  const items = (value: string): readonly PickItem<T>[] =>
    ranked && (value.trim() !== '' || !options.items)
      ? ranked(value).map((item) => ({ ...item, alwaysShow: true }))
      : (options.items ?? []);
  box.items = items('');
  if (options.step) {
    box.step = options.step.number;
    box.totalSteps = options.step.of;
    if (options.step.number > 1) box.buttons = [vscode.QuickInputButtons.Back];
  }
  const active = options.active && box.items.filter(({ value }) => !isMore(value) && options.active?.(value));
  if (active) box.activeItems = active;
  return new Promise((resolve) => {
    const done = (value: T | typeof BACK | undefined): void => {
      resolve(value);
      box.dispose();
    };
    box.onDidTriggerButton(() => done(BACK));
    box.onDidTriggerItemButton(({ item }) => options.onButton && done(options.onButton(item.value)));
    box.onDidHide(() => done(undefined));
    box.onDidChangeActive(([item]) => item && !isMore(item.value) && options.onActive?.(item.value));
    box.onDidAccept(() => {
      const item = box.selectedItems[0];
      if (item && !isMore(item.value)) done(item.value);
    });
    box.onDidChangeValue((value) => {
      const at = options.shortcut?.(value);
      if (at !== undefined) done(at);
      else if (ranked) box.items = items(value);
    });
    box.show();
  });
}

export interface AskOptions {
  readonly title: string;
  readonly prompt: string;
  readonly value?: string;
  readonly placeholder?: string;
  readonly step?: { readonly number: number; readonly of: number };
  /** Words for what is wrong; undefined: fine. */
  readonly wrong?: (value: string) => string | undefined;
}

/** An input box; with steps it has a way back. */
export function askText(options: AskOptions): Promise<string | typeof BACK | undefined> {
  const box = vscode.window.createInputBox();
  box.title = options.title;
  box.prompt = options.prompt;
  box.value = options.value ?? '';
  box.placeholder = options.placeholder;
  if (options.step) {
    box.step = options.step.number;
    box.totalSteps = options.step.of;
    if (options.step.number > 1) box.buttons = [vscode.QuickInputButtons.Back];
  }
  return new Promise((resolve) => {
    const done = (value: string | typeof BACK | undefined): void => {
      resolve(value);
      box.dispose();
    };
    const check = (): boolean => {
      box.validationMessage = options.wrong?.(box.value);
      return !box.validationMessage;
    };
    box.onDidTriggerButton(() => done(BACK));
    box.onDidHide(() => done(undefined));
    box.onDidChangeValue(check);
    box.onDidAccept(() => check() && done(box.value));
    box.show();
  });
}

/**
 * Asks one step after the other; a step answers with the state so far, with {@link BACK}, or with undefined when it was left
 * (then nothing is done). Resolves to the state after the last step.
 */
export async function runSteps<S>(
  first: S,
  steps: readonly ((state: S, step: { number: number; of: number }) => Promise<S | typeof BACK | undefined>)[],
): Promise<S | undefined> {
  const states: S[] = [first];
  while (states.length <= steps.length) {
    const number = states.length;
    const step = steps[number - 1];
    const state = states[number - 1] as S;
    const answer = await step?.(state, { number, of: steps.length });
    if (answer === undefined) return undefined;
    if (answer !== BACK) states.push(answer);
    else if (states.length > 1) states.pop();
    else return undefined;
  }
  return states[steps.length];
}
