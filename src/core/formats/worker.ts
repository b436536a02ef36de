/** The exchange bundle: required in Node; in the web a thread that does one job after the other for the extension. */
import { handle, type Jobs } from './jobs';

interface Asked {
  readonly turn: number;
  readonly name: keyof Jobs;
  readonly job: Parameters<Jobs[keyof Jobs]>[0];
}

interface Thread {
  onmessage: ((event: { readonly data: Asked }) => void) | null;
  postMessage(answer: unknown): void;
}

export { handle };

function answerIn(thread: Thread): void {
  thread.onmessage = ({ data: { turn, name, job } }) => {
    handle(name, job).then(
      (answer) => thread.postMessage({ turn, answer }),
      (error: unknown) =>
        thread.postMessage({ turn, error: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
    );
  };
}

declare const self: Thread;
declare const module: object | undefined;
if (typeof module === 'undefined') answerIn(self);
