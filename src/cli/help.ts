/** The help, as text. The page of the command line (`CLI.md`) is made of the same texts. */
import type { Command, Option } from './command';
import { COMMANDS } from './commands';

const WIDTH = 88;

/** Options that every command has. */
export const COMMON: Readonly<Record<string, Option>> = {
  sources: {
    type: 'string',
    value: 'GLOB',
    multiple: true,
    says: 'Which files are sources, as the setting stancemark.sources says it; may be given again (**/*.txt).',
  },
  help: { type: 'boolean', short: 'h', says: 'Show this help.' },
};

export function overview(): string {
  const rows = Object.entries(COMMANDS).map(([name, { says }]): [string, string] => [name, says]);
  return [
    // Without the number: the page must not change with each release.
    'stancemark: tags of who is said to think what of whom, checked, summed up and merged.',
    '',
    'Usage: stancemark COMMAND [ARGUMENT…]',
    '',
    'Commands:',
    ...columns(rows),
    '',
    'stancemark COMMAND --help tells more. Paths are sources (.txt, or --sources), their tags files, codebooks or folders of them;',
    'without any, the working folder is meant. Exit codes: 0 clean, 1 findings or conflicts, 2 wrong usage or unreadable files.',
    '',
  ].join('\n');
}

export function helpOf({ usage, about, options, example }: Command): string {
  const [call, says] = example;
  const rows = Object.entries({ ...options, ...COMMON }).map(([name, option]): [string, string] => [
    `${option.short ? `-${option.short}, ` : ''}--${name}${option.value ? ` ${option.value}` : ''}`,
    option.says,
  ]);
  return [
    `Usage: stancemark ${usage}`,
    '',
    ...wrapped(about, WIDTH),
    '',
    'Options:',
    ...columns(rows),
    '',
    'Example:',
    `  ${call}`,
    ...wrapped(says, WIDTH - 4).map((line) => `    ${line}`),
    '',
  ].join('\n');
}

/** The page `CLI.md`: the same texts, for who reads before installing. */
export async function page(): Promise<string> {
  const fence = (text: string): string => `\`\`\`text\n${text.trimEnd()}\n\`\`\`\n`;
  const parts = [
    '# The command line\n',
    'Made by `stancemark help --markdown` from the help of each command; a test keeps both equal.\n',
    fence(overview()),
  ];
  for (const [name, { load }] of Object.entries(COMMANDS)) {
    parts.push(`## ${name}\n`, fence(helpOf((await load()).command)));
  }
  return parts.join('\n');
}

function columns(rows: readonly (readonly [string, string])[]): string[] {
  const left = Math.max(...rows.map(([name]) => name.length)) + 2;
  return rows.flatMap(([name, says]) =>
    wrapped(says, Math.max(40, WIDTH - left)).map((line, i) => `  ${(i === 0 ? name : '').padEnd(left)}${line}`),
  );
}

function wrapped(text: string, width: number): string[] {
  return text.split('\n').flatMap((paragraph) => {
    const lines = [''];
    for (const word of paragraph.split(' ')) {
      const line = lines[lines.length - 1] ?? '';
      if (line !== '' && line.length + 1 + word.length > width) lines.push(word);
      else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`;
    }
    return lines;
  });
}
