/** Putting proposals into a proposals file, behind those that are there. What stands there stays as it is written. */
import { originEntries, stanceEntries } from '../sidecar/fields';
import { flowText, itemLines, type Entries } from '../yaml/write';
import { eolOf, sectionsOf } from '../yaml/outline';
import { word, quoted } from '../yaml/scalars';
import { insertItem, sectionText, withSection } from '../yaml/section-edit';
import { linesText, type Proposal } from './model';
import { readProposals } from './read';

const ORDER = ['stancemark', 'from', 'proposals'];
const HEAD = 'stancemark: 1\n';

/** A proposal as an item of the file says it. Its lines are counted from 1 there. */
function entriesOf({ lines, quote, meaning, note, from }: Proposal): Entries {
  return [
    ['lines', linesText(lines)],
    ['quote', quoted(quote)],
    ...('stance' in meaning
      ? ([['stance', { map: stanceEntries(meaning.stance) }]] as const)
      : ([
          ['entity', word(meaning.entity)],
          ...(meaning.sense === undefined ? [] : ([['sense', meaning.sense]] as const)),
        ] as const)),
    ...(note === undefined ? [] : ([['note', quoted(note)]] as const)),
    ['from', { map: originEntries(from) }],
  ];
}

/** The text of a file of proposals, for a reader that judges them. */
export function proposalsText(proposals: readonly Proposal[]): string {
  return `${HEAD}proposals:\n${proposals.map((one) => itemLines(entriesOf(one), 2, '\n')).join('')}`;
}

/** The file's text with further proposals; undefined where it is none that can be read, or would not say them all afterwards. */
export function withProposals(text: string, proposals: readonly Proposal[]): string | undefined {
  // A file that is not there yet has no text.
  const begun = text === '' ? HEAD : text;
  const before = readProposals(begun);
  const sections = before.ok ? sectionsOf(begun) : undefined;
  if (!before.ok || !sections) return undefined;
  const eol = eolOf(begun) ?? '\n';
  const whole = begun.endsWith('\n') ? begun : begun + eol;
  const lines = insertItem(
    sectionText(whole, sections, 'proposals'),
    'proposals',
    before.value.items.length,
    {
      block: (indent) => proposals.map((one) => itemLines(entriesOf(one), indent, eol)).join(''),
      flow: proposals.map((one) => flowText({ map: entriesOf(one) })).join(', '),
    },
    eol,
  );
  if (lines === undefined) return undefined;
  const after = withSection(whole, sectionsOf(whole) ?? sections, 'proposals', lines, ORDER).text;
  const read = readProposals(after);
  return read.ok && read.value.items.length === before.value.items.length + proposals.length ? after : undefined;
}
