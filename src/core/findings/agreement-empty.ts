/** Why no coders are compared, and what to do about it. */
import type { Table } from '../export/table';
import { label } from '../text/safe';
import { COMMAND_TITLES } from '../words/commands';
import { counted } from '../words/count';
import { say } from '../base/say';
import { troubleNote, type Agreement } from './agreement-notes';
import type { Figure } from './figure';
import type { FindingsState } from './state';

export function emptyFigure({ coded, stopped }: Agreement, state: FindingsState): Figure {
  const table: Table = { title: 'Agreement', columns: [], rows: [], note: '' };
  const base = { id: 'agreement', title: say('Agreement of the coders'), picture: { kind: 'none' }, table } as const;
  const troubles = troubleNote(coded);
  if (stopped) {
    return {
      ...{ ...base, caption: troubles, empty: say('It was stopped before it was done.') },
      offers: [{ says: say('Compare the coders'), set: {} }],
    };
  }
  if (coded.unfinished.length > 0) {
    const open = new Map<string, number>();
    for (const [, coder] of coded.unfinished) open.set(coder, (open.get(coder) ?? 0) + 1);
    const who = [...open].map(([coder, count]) =>
      say('{0} has to finish {1}.', label(coder), counted(count, 'source')),
    );
    return {
      ...base,
      caption: [...who, troubles].join(' ').trim(),
      empty: say(
        'No source is finished by two coders. A coder marks a source as finished with “{0}”. Only what two have finished is compared: what is half done differs for no reason that matters.',
        COMMAND_TITLES.finishSource,
      ),
      offers:
        state.finished === 'both' ? [{ says: say('Compare unfinished sources too'), set: { finished: 'any' } }] : [],
    };
  }
  return {
    ...{ ...base, caption: troubles },
    empty: say(
      'No source was coded by two people. Each coder needs a file of their own beside the source: report.txt has report.txt.ann.tags.yaml for Ann and report.txt.ben.tags.yaml for Ben. “{0}” says who you are, “{1}” turns to your own tags, and “{2}” says that you are done. If there are such files, take a filter away.',
      COMMAND_TITLES.setCoder,
      COMMAND_TITLES.chooseLayer,
      COMMAND_TITLES.finishSource,
    ),
  };
}
