/** Counts in words, for descriptions and for screen readers. */
import * as vscode from 'vscode';
import type { Tally } from '../../core/sums';

export function lost(n: number): string | undefined {
  return n > 0 ? vscode.l10n.t('{0} lost', n) : undefined;
}

/** 'seen critically in 6, favourably in 2': the signs of a tally in words; undefined where there are none. */
export function seen({ negative, positive, mixed }: Tally): string | undefined {
  const parts = [
    negative > 0 ? vscode.l10n.t('critically in {0}', negative) : undefined,
    positive > 0 ? vscode.l10n.t('favourably in {0}', positive) : undefined,
    mixed > 0 ? vscode.l10n.t('with mixed feelings in {0}', mixed) : undefined,
  ].filter((part) => part !== undefined);
  return parts.length > 0 ? vscode.l10n.t('seen {0}', parts.join(', ')) : undefined;
}

/** The parts that there are, with a dot between. */
export function dotted(...parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== '').join(' · ');
}

/** The parts that there are, as one reads them out. */
export function spoken(...parts: readonly (string | undefined)[]): vscode.AccessibilityInformation {
  return { label: parts.filter((part) => part !== undefined && part !== '').join(', ') };
}
