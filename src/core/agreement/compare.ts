/** Everything that is said of how far coders agree: what the command line prints and the tab shows are parts of this. */
import { answerSteps, isCompared, type Answer, type AnswerOptions } from './answer';
import type { Cause } from './cause';
import { causesOf } from './causes';
import type { CodedSource } from './coded';
import { worstFirst, type Disagreement } from './disagreements';
import { groupAnswer, groupsIn, labelOf, questionsOf, type GroupAnswer, type Scheme } from './groups';
import { QUESTIONS } from './questions';
import type { Steps } from '../base/steps';

export interface Comparison {
  readonly coders: readonly string[];
  /** Those that at least two of the coders coded. */
  readonly sources: readonly CodedSource[];
  readonly options: AnswerOptions;
  /** One for each question, in their order. */
  readonly answers: readonly Answer[];
  readonly groups: readonly GroupAnswer[];
  readonly causes: readonly Cause[];
  /** The worst first. */
  readonly differences: readonly Disagreement[];
}

/** Compares coders; `sources` that fewer than two of them coded are left out. */
export function* compareSteps(
  all: readonly CodedSource[],
  coders: readonly string[],
  scheme: Scheme,
  options: AnswerOptions,
): Steps<Comparison> {
  const sources = all.filter(isCompared);
  const answers = yield* answersOf(sources, options, 0.3);
  const causes = yield* allCauses(answers, sources, coders);
  const groups = yield* allGroups(sources, coders, scheme, options, 0.35);
  const differences = yield* worstFirst(sources);
  return { coders, sources, options, answers, groups, causes, differences };
}

/** Each question, answered. `until`: the share of the whole work that is done then. */
export function* answersOf(sources: readonly CodedSource[], options: AnswerOptions, until = 1): Steps<Answer[]> {
  const answers: Answer[] = [];
  for (const question of QUESTIONS) {
    yield (until * answers.length) / QUESTIONS.length;
    answers.push(yield* answerSteps(question, sources, options));
  }
  return answers;
}

export function* allCauses(
  answers: readonly Answer[],
  sources: readonly CodedSource[],
  coders: readonly string[],
): Steps<Cause[]> {
  const causes: Cause[] = [];
  for (const answer of answers) causes.push(...(yield* causesOf(answer, sources, coders)));
  return causes;
}

/** Each group's answers. `from`: the share of the whole work that is done before. */
export function* allGroups(
  sources: readonly CodedSource[],
  coders: readonly string[],
  scheme: Scheme,
  options: AnswerOptions,
  from = 0,
): Steps<GroupAnswer[]> {
  const groups = groupsIn(sources, coders, scheme);
  const answers: GroupAnswer[] = [];
  for (const [i, group] of groups.entries()) {
    yield from + ((1 - from) * i) / groups.length;
    const label = labelOf(group, coders, scheme);
    for (const question of questionsOf(group)) {
      answers.push({ group, label, answer: yield* groupAnswer(question, group, sources, options, scheme) });
    }
  }
  return answers;
}
