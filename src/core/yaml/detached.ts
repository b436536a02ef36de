/**
 * The same text as a string of its own. A slice of a file's text keeps the whole text in memory; what is kept for long, as an
 * undo stack does, must not.
 */
export function detached(text: string): string {
  return JSON.parse(JSON.stringify(text)) as string;
}
