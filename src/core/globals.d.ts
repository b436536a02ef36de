// The few globals that the core may use. They exist in every place it runs: Node, a web worker, a web page.

declare class TextEncoder {
  encode(text?: string): Uint8Array;
  encodeInto(text: string, into: Uint8Array): { read: number; written: number };
}

declare class TextDecoder {
  constructor(label?: string, options?: { fatal?: boolean; ignoreBOM?: boolean });
  decode(bytes?: Uint8Array): string;
}

declare function setTimeout(run: () => void, milliseconds?: number): unknown;
declare function clearTimeout(handle: unknown): void;

declare class URLSearchParams {
  constructor(query: string);
  get(name: string): string | null;
}
