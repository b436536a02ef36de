/**
 * What a low coefficient comes from, computed and never guessed: the question is asked again without the borders, without one
 * category, one coder, one source, and what that changes is said.
 */
import { krippendorffAlpha } from './alpha';
import type { Answer } from './answer';
import { percent, RELIABLE, SHARE, type Cause, type CauseKind } from './cause';
import { prevalence, worstCategory, worstCoder, worstSource } from './causes-in-ratings';
import { differingText, mostAndLeast } from './causes-in-text';
import type { CodedSource } from './coded';
import type { Figure } from './figure';
import { pooled, type Item } from './ratings';
import { say } from '../base/say';
import type { Steps } from '../base/steps';

/** Units under which a coefficient says little. */
const FEW = 20;
/** What a question's α comes from; nothing where it is high enough or has no value. In the order of their kinds. */
export function* causesOf(answer: Answer, sources: readonly CodedSource[], coders: readonly string[]): Steps<Cause[]> {
  const { question, asks, metric } = answer;
  const alphaOf = (items: Iterable<Item>): number | undefined => krippendorffAlpha(items, metric).value;
  const all = pooled(answer.items.flat());
  const alpha = alphaOf(all);
  if (alpha === undefined || alpha >= RELIABLE) return [];
  const causes: Cause[] = [];
  const add = (kind: CauseKind, of: string, says: string, more: Pick<Cause, 'share' | 'without'> = {}): void => {
    causes.push({ question, asks, kind, of, says, ...more });
  };
  if (answer.n < FEW) {
    add(
      'few',
      '',
      say('There are {0} units: one difference more or less changes α a lot, whatever the coders do.', answer.n),
    );
  }
  yield undefined;
  const prevailing = prevalence(all, answer.categories, alpha, valueOf(answer, metric === 'nominal' ? 'ac1' : 'ac2'));
  if (prevailing) add('prevalence', prevailing.of, prevailing.says);
  if (question === 'mentions' || question === 'stances') {
    const { borders, missed } = yield* differingText(sources, question === 'stances');
    const sum = borders + missed;
    if (sum > 0 && borders / sum >= SHARE) {
      const share = borders / sum;
      add(
        'borders',
        '',
        say(
          '{0} of the text that they differ on lies at the borders of passages that more than one of them tagged.',
          percent(share),
        ),
        { share },
      );
    }
    if (sum > 0 && missed / sum >= SHARE) {
      const share = missed / sum;
      add(
        'missed',
        '',
        say('{0} of the text that they differ on lies in passages that not all of them tagged.', percent(share)),
        { share },
      );
    }
    const more = mostAndLeast(all, answer.categories, coders);
    if (more) add('more', more.of, more.says);
  } else {
    yield undefined;
    const category = worstCategory(all, answer.categories, alpha, alphaOf);
    if (category) add('category', category.of, category.says, category);
  }
  yield undefined;
  const coder = coders.length > 2 ? worstCoder(all, coders, alpha, alphaOf) : undefined;
  if (coder) add('coder', coder.of, coder.says, coder);
  const source = yield* worstSource(answer, sources, alpha, alphaOf);
  if (source) add('source', source.of, source.says, source);
  return causes;
}

const valueOf = ({ measured }: Answer, measure: string): Figure | undefined =>
  measured.find((one) => one.measure === measure)?.figure;
