import { CHECK_CODES, type CheckCode } from '../core/checks';
import { visible } from '../core/text/safe';
import { USUAL_CHECKS, inOrder, report, type Reported } from './check-report';
import { fixPositions } from './check-fix';
import { UsageError, type Command, type ExitCode, type Given, type World } from './command';
import { oneOf } from './options';
import { missingDrivers } from './git-driver';
import { relativePath, shownPath } from './show-path';
import { paint } from './terminal';
import { openWorkspace, tellUnreadable } from './workspace';

const FORMATS = ['text', 'json', 'github'] as const;

export const command: Command = {
  usage: 'check [PATH…]',
  about: [
    'Says what is wrong: files that cannot be read whole (bad YAML, conflict markers), ids that the codebook does not have or has twice, tags that are lost or were found elsewhere, tags files without a source, copies of tags files that a sync folder made, proposed tags that are refused (bad-proposal, lines-outside, quote-not-there, quote-twice, unknown-entity, unknown-value), and slips of coding by the checks of the editor.',
    'The exit code is 1 where there are errors or warnings; what is only worth knowing does not count, unless --strict is given.',
  ].join('\n'),
  options: {
    fix: {
      type: 'boolean',
      says: 'Write the new places of tags whose passage stands elsewhere to the letter. Nothing else is changed.',
    },
    strict: { type: 'boolean', says: 'What is only worth knowing makes the exit code 1 too.' },
    checks: {
      type: 'string',
      value: 'NAMES',
      says: `Which slips of coding to look for: ${CHECK_CODES.join(', ')}; all; or none. All but untagged-here unless given.`,
    },
    json: { type: 'boolean', says: 'One array of {file, line, column, severity, code, tag?, message}.' },
    format: {
      type: 'string',
      value: 'FORMAT',
      says: `${FORMATS.join(', ')}; github marks the lines in a forge’s checks.`,
    },
  },
  example: [
    'stancemark check --format github corpus',
    'In a forge’s checks: marks each problem at its line, and fails where there is an error or a warning.',
  ],
  run: check,
};

async function check(given: Given, world: World): Promise<ExitCode> {
  const format = given.flag('json') ? 'json' : (oneOf(given, 'format', FORMATS) ?? 'text');
  const checks = checksOf(given.text('checks'));
  const workspace = await openWorkspace(world, given.positionals, 'with texts');
  try {
    const fixed = given.flag('fix') ? await fixPositions(workspace) : undefined;
    const found = inOrder([...(await report(workspace, checks)), ...missingDrivers(workspace.roots, world)]);
    world.out(WRITERS[format](found, world));
    if (fixed !== undefined) world.err(`${fixed === 1 ? '1 tag has' : `${fixed} tags have`} a new place.\n`);
    if (tellUnreadable(world, workspace.files.unreadable)) return 2;
    const counts = given.flag('strict') ? found.length > 0 : found.some(({ severity }) => severity !== 'information');
    return counts ? 1 : 0;
  } finally {
    workspace.library.dispose();
  }
}

function checksOf(list: string | undefined): readonly CheckCode[] {
  if (list === undefined) return USUAL_CHECKS;
  if (list === 'all') return CHECK_CODES;
  if (list === 'none') return [];
  return list.split(',').map((name) => {
    const code = CHECK_CODES.find((one) => one === name.trim());
    if (!code) throw new UsageError(`There is no check “${name.trim()}”. There are: ${CHECK_CODES.join(', ')}`);
    return code;
  });
}

const WRITERS: Record<(typeof FORMATS)[number], (found: readonly Reported[], world: World) => string> = {
  text: asText,
  json: (found, { cwd }) => {
    const shown = new Map<string, string>();
    const rows = found.map((one) => {
      let file = shown.get(one.file);
      if (file === undefined) shown.set(one.file, (file = relativePath(cwd, one.file)));
      return JSON.stringify({ ...one, file });
    });
    return rows.length === 0 ? '[]\n' : `[\n${rows.join(',\n')}\n]\n`;
  },
  github: (found, { cwd }) => found.map((one) => annotation(relativePath(cwd, one.file), one)).join(''),
};

const COLOURS = { error: 'red', warning: 'yellow', information: 'blue' } as const;

/** A heading for each file, its problems below in columns, and a sum. */
function asText(found: readonly Reported[], world: World): string {
  if (found.length === 0) return 'Nothing is wrong.\n';
  const paints = paint(world);
  const lines: string[] = [];
  // Not `Math.max(...)`: so many arguments no call takes.
  const width = (of: (one: Reported) => string): number =>
    found.reduce((most, one) => Math.max(most, of(one).length), 0);
  const place = (one: Reported): string => `${one.line}:${one.column}`;
  const [places, codes] = [width(place), width(({ code }) => code)];
  found.forEach((one, i) => {
    if (one.file !== found[i - 1]?.file)
      lines.push(...(i > 0 ? [''] : []), paints.bold(shownPath(world.cwd, one.file)));
    const severity = paints[COLOURS[one.severity]](one.severity.padEnd(11));
    const tag = one.tag === undefined ? '' : paints.dim(`  [${visible(one.tag)}]`);
    lines.push(`  ${place(one).padStart(places)}  ${severity}  ${one.code.padEnd(codes)}  ${one.message}${tag}`);
  });
  const sum = (['error', 'warning', 'information'] as const).flatMap((severity) => {
    const count = found.filter((one) => one.severity === severity).length;
    return count === 0 ? [] : [`${count} ${severity}${count === 1 ? '' : 's'}`];
  });
  return `${lines.join('\n')}\n\n${sum.join(', ')}.\n`;
}

/** A workflow command of GitHub's, which other forges read too. In properties `:` and `,` mean something. */
function annotation(file: string, { line, column, severity, code, message }: Reported): string {
  const data = (text: string): string => text.replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A');
  const property = (text: string): string => data(text).replace(/:/g, '%3A').replace(/,/g, '%2C');
  const kind = severity === 'information' ? 'notice' : severity;
  return `::${kind} file=${property(file)},line=${line},col=${column},title=${property(`stancemark ${code}`)}::${data(message)}\n`;
}
