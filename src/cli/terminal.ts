/** What a terminal shows, and a file must not have. */
import type { World } from './command';

const CODES = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  yellow: [33, 39],
  blue: [34, 39],
  green: [32, 39],
} as const;

export type Paints = Readonly<Record<keyof typeof CODES, (text: string) => string>>;

export function paint({ colours }: World): Paints {
  const entries = Object.entries(CODES).map(([name, [on, off]]) => [
    name,
    (text: string) => (colours && text !== '' ? `\u001b[${on}m${text}\u001b[${off}m` : text),
  ]);
  return Object.fromEntries(entries) as Paints;
}
