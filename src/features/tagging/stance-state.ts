/** A stance while it is asked for, part by part. */
import * as vscode from 'vscode';
import type { CodebookView } from '../../core/corpus';
import { AUTHOR, type Entity, type Stance } from '../../core/model';
import type { Offers } from '../../core/offers';
import { shorten, visible } from '../../core/text/safe';
import type { Services } from '../../host/services';

export interface Asked extends Partial<Stance> {
  readonly note?: string;
  /** Entities that were made on the way. */
  readonly fresh: readonly Entity[];
}

export type Step = { readonly number: number; readonly of: number } | undefined;

export interface Asking {
  readonly services: Services;
  readonly codebook: CodebookView;
  readonly offers: Offers;
}

/** The stance, when holder, target and value are there; keys without a value are left out. */
export function stanceOf({ holder, target, value, intensity, certainty, via, event }: Asked): Stance | undefined {
  if (holder === undefined || target === undefined || value === undefined) return undefined;
  const reported = via && via.length > 0 ? via : undefined;
  const stance: Stance = { holder, target, value, intensity, certainty, via: reported, event };
  return Object.fromEntries(Object.entries(stance).filter(([, one]) => one !== undefined)) as unknown as Stance;
}

export function nameOf({ codebook }: Asking, state: Asked, id: string | undefined): string {
  if (id === AUTHOR) return vscode.l10n.t('author');
  const entity = state.fresh.find((one) => one.id === id) ?? codebook.entity(id ?? '');
  return visible(shorten(entity?.name ?? id ?? '', 40));
}
