/** What the page was asked and has not answered yet: drawings and pictures. Each ends by its answer, by a page that is gone, or by patience. */
import * as vscode from 'vscode';
import { Failure } from '../../host/commands';

/** Milliseconds in which a page must have answered. */
const PATIENCE = 30_000;

interface Waiting {
  readonly turn: number;
  readonly done: () => void;
  readonly failed: (error: Error) => void;
}

export class Answers {
  /** Number of the newest question that the page has drawn. */
  private drawnTurn = 0;
  /** Number of the picture asked for last. */
  private asked = 0;
  private readonly waiting = new Set<Waiting>();
  private readonly pictures = new Map<number, { done: (data: string) => void; failed: (error: Error) => void }>();
  private readonly timers = new Set<ReturnType<typeof setTimeout>>();

  /** `busy`: what the page is to draw is still being computed, which nobody is impatient about. */
  constructor(private readonly busy: () => boolean) {}

  hasDrawn(turn: number): boolean {
    return this.drawnTurn >= turn;
  }

  /** Resolves when the page has drawn this question or a newer one; rejects when it is closed before. */
  drawing(turn: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const waiting: Waiting = { turn, done: resolve, failed: reject };
      this.waiting.add(waiting);
      this.impatient(() => {
        if (this.waiting.delete(waiting)) reject(new Failure('The Findings page did not answer.'));
      });
    });
  }

  /** The page has drawn a question. */
  drew(turn: number): void {
    this.drawnTurn = Math.max(this.drawnTurn, turn);
    for (const one of this.waiting) {
      if (one.turn > this.drawnTurn) continue;
      this.waiting.delete(one);
      one.done();
    }
  }

  /** Nobody waits any longer for what will not be drawn. */
  fail(error: Error): void {
    for (const one of this.waiting) one.failed(error);
    this.waiting.clear();
  }

  /** Asks for a picture, by a number of its own. */
  picture(ask: (turn: number) => void): Promise<string> {
    // A picture asked for is no new figure: what is being computed meanwhile is not put off by it.
    const turn = ++this.asked;
    return new Promise((resolve, reject) => {
      this.pictures.set(turn, { done: resolve, failed: reject });
      this.impatient(() => {
        if (this.pictures.delete(turn)) reject(new Failure('The Findings page did not answer.'));
      });
      ask(turn);
    });
  }

  /** The page has answered with a picture; undefined: there is none to be had. */
  pictured(turn: number, data: string | undefined): void {
    const asked = this.pictures.get(turn);
    if (data === undefined) asked?.failed(new Failure('There is no picture to export: the figure is empty.'));
    else asked?.done(data);
    this.pictures.delete(turn);
  }

  private impatient(run: () => void): void {
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      // The page cannot draw what is still being computed.
      if (this.busy()) this.impatient(run);
      else run();
    }, PATIENCE);
    this.timers.add(timer);
  }

  /** The page is gone. */
  close(): void {
    for (const timer of this.timers) clearTimeout(timer);
    const closed = new vscode.CancellationError();
    for (const one of [...this.waiting, ...this.pictures.values()]) one.failed(closed);
    this.waiting.clear();
    this.pictures.clear();
  }
}
