/** Sidecars for the files that a test of the user interface writes. */

export interface TagSpec {
  readonly id: string;
  /** The passage: its first occurrence in the text. */
  readonly quote: string;
  /** The lines of the meaning, as they stand in the sidecar: `entity: ada`. */
  readonly says: string;
}

const CONTEXT = 32;

/** A sidecar in the form that the extension writes; the text has `\n` as line ends. */
export function sidecarFor(text: string, tags: readonly TagSpec[]): string {
  const blocks = tags.map(({ id, quote, says }) => {
    const from = text.indexOf(quote);
    if (from < 0) throw new Error(`“${quote}” is not in the text`);
    const to = from + quote.length;
    const context = [text.slice(Math.max(0, from - CONTEXT), from), text.slice(to, to + CONTEXT)];
    return [
      `  - id: ${id}`,
      `    at: ${place(text, from)}-${place(text, to)}`,
      `    quote: ${JSON.stringify(quote)}`,
      `    before: ${JSON.stringify(context[0])}`,
      `    after: ${JSON.stringify(context[1])}`,
      ...says.split('\n').map((line) => `    ${line}`),
      '',
    ].join('\n');
  });
  return `stancemark: 1\ntags:\n${blocks.join('')}`;
}

function place(text: string, offset: number): string {
  const lines = text.slice(0, offset).split('\n');
  return `${lines.length}:${(lines[lines.length - 1] ?? '').length + 1}`;
}
