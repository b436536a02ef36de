/** Title, author, outlet, date and address of a source, by input boxes. */
import * as vscode from 'vscode';
import { DETAIL_KEYS } from '../../core/model';
import { baseName } from '../../core/names';
import { daysOf } from '../../core/text/dates';
import { visible } from '../../core/text/safe';
import { argumentsOf, optionalText, type Arguments } from '../../host/arguments';
import { Failure } from '../../host/commands';
import { askText, BACK, runSteps } from '../../host/pick';
import type { Services } from '../../host/services';
import { sourceTarget, type Target } from '../../host/targets';
import { reportUnwritten } from '../../host/written';

type Key = (typeof DETAIL_KEYS)[number];
type Answers = Readonly<Partial<Record<Key, string>>>;

const QUESTIONS: Record<Key, { readonly prompt: string; readonly placeholder: string }> = {
  title: { prompt: 'The title, as the source has it. Empty: none.', placeholder: 'A storm is not a policy' },
  author: { prompt: 'Who wrote or spoke it.', placeholder: 'First name and surname' },
  outlet: { prompt: 'Where it appeared.', placeholder: 'Newspaper, channel, archive' },
  date: { prompt: 'When it appeared, as exactly as is known.', placeholder: '2025-03-09, 2025-03 or 2025' },
  address: { prompt: 'Where it can be found again.', placeholder: 'Web address or call number' },
};

/** `{uri?, set?: {title?, author?, outlet?, date?, address?}}`; null or an empty text takes a detail away. Returns what was set. */
export async function editSourceDetails(services: Services, args: unknown): Promise<readonly Key[] | undefined> {
  const given = argumentsOf(args);
  const target = await sourceTarget(services, given);
  const now = services.library.source(target.uri)?.details;
  const answers = given.set === undefined ? await askAll(target, now) : fromArguments(argumentsOf(given.set));
  if (!answers) return undefined;
  const changed = DETAIL_KEYS.filter((key) => {
    const answer = answers[key];
    return answer !== undefined && answer.trim() !== (now?.get(key) ?? '');
  });
  if (changed.length === 0) return [];
  const set = Object.fromEntries(changed.map((key) => [key, answers[key]?.trim() || null]));
  const done = await services.library.edit('Edit source details', [
    { kind: 'sidecar', uri: target.uri, changes: [{ op: 'details', set }] },
  ]);
  await reportUnwritten(done.written);
  return changed;
}

function fromArguments(set: Arguments): Answers {
  const answers: Partial<Record<Key, string>> = {};
  for (const key of Object.keys(set)) {
    if (!DETAIL_KEYS.includes(key as Key)) throw new Failure('A source has no detail “{0}”.', [key]);
    answers[key as Key] = optionalText(set, key) ?? '';
  }
  const wrong = answers.date === undefined ? undefined : wrongDate(answers.date);
  if (wrong !== undefined) throw new Failure(wrong);
  return answers;
}

function askAll(target: Target, now: ReadonlyMap<string, string> | undefined): Promise<Answers | undefined> {
  const name = visible(baseName(target.uri));
  return runSteps<Answers>(
    {},
    DETAIL_KEYS.map((key) => async (answers, step) => {
      const { prompt, placeholder } = QUESTIONS[key];
      const answer = await askText({
        title: vscode.l10n.t('{0} of {1}', key[0]?.toUpperCase() + key.slice(1), name),
        prompt: vscode.l10n.t(prompt),
        placeholder: vscode.l10n.t(placeholder),
        value: answers[key] ?? now?.get(key) ?? '',
        step,
        wrong: key === 'date' ? wrongDate : undefined,
      });
      return answer === undefined || answer === BACK ? answer : { ...answers, [key]: answer };
    }),
  );
}

function wrongDate(date: string): string | undefined {
  if (date.trim() === '' || daysOf(date)) return undefined;
  return vscode.l10n.t('A date is written as year-month-day, year-month or year: 2025-03-09, 2025-03, 2025.');
}
