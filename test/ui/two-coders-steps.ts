/** What the two coders of `two-coders.test.ts` do, and what is read of it: on the screen, on disk, and from the command line. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Tag } from '../../src/core/model';
import { readSidecar, type Sidecar } from '../../src/core/sidecar';
import { ROOT } from '../host/paths.mjs';
import type { App } from './app';
import { runByKeys } from './by-keyboard';
import { select, tagAs, tagStance } from './hand';
import { CODED, TEXTS } from './two-coders-texts';

interface Figures {
  readonly value: number | null;
  readonly low?: number | null;
  readonly high?: number | null;
  readonly why?: string;
}

interface Printed {
  readonly coders: readonly string[];
  readonly sources: number;
  readonly questions: readonly {
    readonly question: string;
    readonly asks: string;
    readonly unit: string;
    readonly n: number;
    readonly measures: Readonly<Record<string, Figures>>;
  }[];
}

export function printed(folder: string): Printed {
  const program = path.join(ROOT, 'dist/cli/stancemark.mjs');
  const done = spawnSync(process.execPath, [program, 'agreement', folder, '--json'], { encoding: 'utf8' });
  assert.equal(done.status, 0, done.stderr);
  return JSON.parse(done.stdout) as Printed;
}

export const layer = (app: App) => app.page.locator('[id$="stancemark.layer"]').first();
export const bar = (app: App) => app.page.locator('[id$="stancemark.adjudication"]').first();
export const counts = (app: App, words: string) =>
  app.page
    .locator(`[id$="stancemark.status"][aria-label*="${words}"], [id$="stancemark.status"] [aria-label*="${words}"]`)
    .first();

export const textOf = (app: App, name: string): string => readFileSync(path.join(app.folder, name), 'utf8');

export function sidecarOf(app: App, name: string): Sidecar {
  const reading = readSidecar(textOf(app, name));
  assert.ok(reading.ok);
  return reading.value;
}

/** Codes a source, and has nothing but what was coded in it, whatever the other has written meanwhile. */
export async function code(app: App, coder: 'ann' | 'ben', name: string): Promise<void> {
  const [text, coding] = [TEXTS[name] ?? '', CODED[coder][name]];
  assert.ok(coding);
  await app.open(name);
  await layer(app)
    .filter({ hasText: `${coder} – blind` })
    .waitFor();
  for (const [words, entity, typed] of coding.mentions) await tagAs(app, text, words, entity, typed);
  const [words, holder, target, value, strength, piece] = coding.stance;
  await tagStance(app, text, words, { holder, target, value, strength, typed: true });
  if (piece !== undefined) {
    const hand = await select(app, text, piece);
    await hand.press('Alt+Shift+j');
    await hand.title(/Which tag does/);
    await hand.enter(words);
    await app.quickInput.waitFor({ state: 'hidden' });
  }
  const mentions = coding.mentions.length;
  await counts(app, `${mentions} mention${mentions === 1 ? '' : 's'}, 1 stance`).waitFor();
}

export async function finish(app: App, coder: string, name: string): Promise<void> {
  await runByKeys(app, 'Stancemark: Mark Source as Finished');
  await app.written(`${name}.${coder}.tags.yaml`, /^finished: true$/m);
}

/** The id of a coder's tag, by its passage and whether it is a stance. */
export function idOf(app: App, name: string, coder: string, quote: string, stance = false): string {
  const found = sidecarOf(app, `${name}.${coder}.tags.yaml`).tags.filter(
    (tag) => tag.quote === quote && (tag.stance !== undefined) === stance,
  );
  assert.equal(found.length, 1, `${name}, ${coder}: ${quote}`);
  return (found[0] as Tag).id;
}

/** What a shared tag says, in one line. */
export function said({ quote, also, entity, stance }: Tag): string {
  const passage = [quote, ...(also ?? []).map((piece) => piece.quote)].join(' … ');
  const { holder, target, value, intensity } = stance ?? {};
  return `${passage}: ${stance ? `${holder} → ${target} ${value} ${intensity}` : entity}`;
}
