/** Taking one text with many articles apart: the rule, the articles with their details, doubles, names of files. */
import type { Range } from '../text/range';
import { doublesIn } from './doubles';
import { detailsOf, headOf, type ArticleDetails } from './heads';
import { partsOf, type Parts, type SplitRule } from './parts';

export { alongWith, type Along, type Home as ArticleHome } from './along';
export { guessRule } from './guess';
export { fileNames } from './file-names';
export { partsOf, separatorTest, type SplitRule } from './parts';

export interface Article {
  /** To the letter as it stands in the export. */
  readonly text: string;
  /** Where it stands there. */
  readonly range: Range;
  readonly details: ArticleDetails;
  /** The number of the first article that this one is again. */
  readonly doubleOf?: number;
}

export interface Split extends Pick<Parts, 'gaps'> {
  readonly articles: readonly Article[];
}

export function splitArticles(text: string, rule: SplitRule): Split {
  const { articles, gaps } = partsOf(text, rule);
  const texts = articles.map(({ from, to }) => text.slice(from, to));
  const doubles = doublesIn(texts);
  return {
    gaps,
    articles: texts.map((own, i): Article => {
      const double = doubles.get(i);
      const details = detailsOf(headOf(own.slice(0, 6_000) + tail(own)), rule.head);
      return { text: own, range: articles[i] as Range, details, ...(double !== undefined && { doubleOf: double }) };
    }),
  };
}

/** The last lines of a long article, where databases put dates of their own. */
function tail(text: string): string {
  return text.length > 6_000 ? `\n${text.slice(-600)}` : '';
}
