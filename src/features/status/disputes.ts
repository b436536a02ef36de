/** Where a change of this window and somebody else's disagree: said, listed, and decided by the user. */
import * as vscode from 'vscode';
import type { Dispute } from '../../core/library/library';
import { baseName } from '../../core/files/addresses';
import { label } from '../../core/text/safe';
import { argumentsOf, optionalText } from '../../host/arguments';
import { Failure } from '../../host/commands';
import { setContext } from '../../host/context';
import { warn, whisper } from '../../host/messages';
import { BACK, pick, type PickItem } from '../../host/pick';
import type { Services } from '../../host/services';
import { reportUnwritten } from '../../host/written';

/** Tells VS Code, and once for each new one the user, that there is something to decide. */
export class DisputeWatch {
  private known = 0;

  constructor(private readonly services: Services) {}

  update(): void {
    const now = this.services.library.disputed().length;
    if (now === this.known) return;
    const more = now > this.known;
    this.known = now;
    void setContext('stancemark.disputed', now > 0);
    if (more) void this.say();
  }

  private async say(): Promise<void> {
    const [first] = this.services.library.disputed();
    if (!first) return;
    const answer = await warn(
      'Somebody else has changed the same thing in {0} meanwhile. What is on disk stands; your value is kept until you decide.',
      [baseName(first.uri)],
      'Decide…',
    );
    if (answer !== 'Decide…') return;
    try {
      await decideDisputed(this.services, undefined);
    } catch (error) {
      this.services.log.error(`decideDisputed: ${String(error)}`);
    }
  }
}

/**
 * `{whose?: 'mine' | 'theirs'}`: decides all that is disputed; without it the user is asked, one after the other. Returns how many
 * are left.
 */
export async function decideDisputed(services: Services, args: unknown): Promise<number> {
  const { library } = services;
  const whose = optionalText(argumentsOf(args), 'whose');
  if (whose !== undefined && whose !== 'mine' && whose !== 'theirs') {
    throw new Failure('“whose” is “mine” or “theirs”, not “{0}”.', [whose]);
  }
  if (library.disputed().length === 0) whisper('There is nothing to decide.');
  for (const dispute of library.disputed()) {
    const chosen = whose ?? (await askWhose(dispute, library.disputed().length));
    if (chosen === undefined) break;
    const written = library.decide(dispute, chosen);
    await reportUnwritten(written);
  }
  return library.disputed().length;
}

async function askWhose(dispute: Dispute, left: number): Promise<'mine' | 'theirs' | undefined> {
  const { change, theirs, why } = dispute;
  const quote = theirs ?? dispute.mine;
  const items: PickItem<'mine' | 'theirs'>[] = [
    { label: vscode.l10n.t('Keep what is on disk'), detail: theirsOf(dispute), value: 'theirs' },
    {
      label: change.op.startsWith('remove') ? vscode.l10n.t('Remove it anyway') : vscode.l10n.t('Use my value'),
      detail: why === 'deleted' ? vscode.l10n.t('It is put back, with what you changed.') : mineOf(dispute),
      value: 'mine',
    },
  ];
  const name = quote ? nameOf(quote) : baseName(dispute.uri);
  const chosen = await pick<'mine' | 'theirs'>({
    title: vscode.l10n.t(
      'Two changes of “{0}” in {1} ({2} to decide)',
      label(name),
      label(baseName(dispute.uri)),
      left,
    ),
    placeholder: vscode.l10n.t('Whose change stands?'),
    items,
  });
  return chosen === BACK ? undefined : chosen;
}

function nameOf(item: NonNullable<Dispute['mine']>): string {
  if ('quote' in item) return item.quote;
  return 'name' in item ? item.name : item.label;
}

function theirsOf({ why, fields, theirs }: Dispute): string {
  return why === 'deleted' ? vscode.l10n.t('It was removed.') : said(theirs, fields);
}

function mineOf({ fields, mine, change }: Dispute): string {
  if (change.op === 'set-note') return label(change.note ?? '');
  return change.op === 'details' ? label(JSON.stringify(change.set)) : said(mine, fields);
}

/** The fields in question with their values, as they are written. */
function said(item: object | undefined, fields: readonly string[]): string {
  if (!item) return '';
  const values = item as Readonly<Record<string, unknown>>;
  const keys = fields.flatMap((field) =>
    field === 'meaning' ? ['entity', 'sense', 'stance'] : [field.split('.')[0] ?? ''],
  );
  const shown = (
    keys.length > 0 ? [...new Set(keys)] : ['entity', 'stance', 'note', 'by', 'name', 'label', 'axis', 'color', 'query']
  ).filter((key) => values[key] !== undefined);
  return label(shown.map((key) => `${key}: ${JSON.stringify(values[key])}`).join(', '));
}
