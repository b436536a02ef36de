/** An account of presses: each thing that a person does is counted, held to a limit, and printed at the end. */
import assert from 'node:assert/strict';
import type { Hand } from './hand';

/** What was done, with the presses that it took. */
export class Account {
  private readonly lines: string[] = [];

  /** Adds what a hand has done since; more presses than `most` are too many. */
  add(what: string, hand: Hand, most: number): void {
    this.lines.push(`${what}: ${hand.presses} presses (at most ${most})`);
    assert.ok(hand.presses <= most, `${what}: ${hand.presses} presses`);
  }

  print(): void {
    for (const line of this.lines) console.log(`    ${line}`);
  }
}
