/** Each figure by its name, out of what the filters let in. */
import { finish, type Steps } from '../base/steps';
import type { Selection } from '../sums';
import { VOICE_SAYS } from '../words/voice';
import type { Figure } from './figure';
import { coverageFigure, mentionsFigure, togetherFigure } from './mention-figures';
import { contradictionsFigure, matrixFigure, timelineFigure } from './stance-figures';
import { voiceIn, type FindingsState, type SumFigure } from './state';
import { say } from '../base/say';

/** Computes one figure of the tags of one layer. The dearest take about 0.2 s for 100,000 tags. */
export function figureOf(selection: Selection, state: FindingsState, id: SumFigure): Figure {
  return finish(figureSteps(selection, state, id));
}

/** The same with pauses: at no number of tags does one step take long, but where one source alone has very many. */
export function* figureSteps(selection: Selection, state: FindingsState, id: SumFigure): Steps<Figure> {
  const voice = voiceIn(state);
  const spoken = voice ? say('Only stances in one voice ({0}: {1}).', say(voice), say(VOICE_SAYS[voice])) : '';
  switch (id) {
    case 'matrix':
      return yield* matrixFigure(selection, state, spoken);
    case 'contradictions':
      return yield* contradictionsFigure(selection, state, spoken);
    case 'timeline':
      return yield* timelineFigure(selection, state, spoken);
    case 'coverage':
      return yield* coverageFigure(selection);
    case 'mentions':
    case 'bySource':
    case 'entityBySource':
      return yield* mentionsFigure(selection, id);
    case 'coMentions':
    case 'network':
      return yield* togetherFigure(selection, id);
  }
}
