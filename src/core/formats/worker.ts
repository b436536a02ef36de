/** The exchange bundle of the web: a thread that does one job after the other for the extension. */
import { handle, type Jobs } from './jobs';

interface Asked {
  readonly turn: number;
  readonly name: keyof Jobs;
  readonly job: Parameters<Jobs[keyof Jobs]>[0];
}

declare const self: {
  onmessage: ((event: { readonly data: Asked }) => void) | null;
  postMessage(answer: unknown): void;
};

self.onmessage = ({ data: { turn, name, job } }) => {
  handle(name, job).then(
    (answer) => self.postMessage({ turn, answer }),
    (error: unknown) =>
      self.postMessage({ turn, error: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
  );
};
