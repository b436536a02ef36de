import type { Corpus, Passage } from '../corpus';
import { quoteOf } from '../pieces';
import { speakerName, speakerOf } from '../speakers/speakers';
import { entityLabel } from '../sums/headings';
import type { LeftOut } from '../sums/selection';
import { axisOf, reporterOf, tallyKeyOf } from '../sums/tally';
import type { Cell } from '../text/csv';
import { voiceOf } from '../words/voice';
import { say } from '../base/say';
import { citationOf, lineOf } from './quotation';
import { leftOutNote, type Table } from './table';

/** Every passage with its tag in full: for statistics elsewhere. The sign of a stance is a number. */
export function passagesTable(corpus: Corpus, passages: readonly Passage[], leftOut?: LeftOut): Table {
  const { codebook } = corpus;
  return {
    title: say('Passages'),
    columns: [
      ...[
        'source',
        'title',
        'outlet',
        'author',
        'date',
        'line',
        'id',
        'kind',
        'passage',
        'entity',
        'entity name',
        'sense',
      ],
      ...[
        'holder',
        'target',
        'stance',
        'axis',
        'sign',
        'intensity',
        'certainty',
        'voice',
        'reporter',
        'via',
        'event',
        'coder',
        'note',
        'speaker',
      ],
    ],
    rows: passages.map((passage) => {
      const { tag } = passage;
      const { name, title, outlet, author, date } = citationOf(passage);
      const head = [name, title, outlet, author, date, lineOf(passage), tag.id];
      const tail = [tag.by, tag.note, speakerName(codebook, speakerOf(codebook, passage)) || undefined];
      const { stance } = tag;
      if (!stance) {
        const entity = [tag.entity, entityLabel(codebook, tag.entity), tag.sense];
        return [...head, 'mention', quoteOf(tag), ...entity, ...new Array<Cell>(11).fill(undefined), ...tail];
      }
      const axis = axisOf(codebook, stance.value);
      // Mixed, unclear and denied stances are not 0: they have no sign.
      const key = tallyKeyOf(codebook, stance);
      const sign = key === 'positive' ? 1 : key === 'negative' ? -1 : key === 'neutral' ? 0 : undefined;
      return [
        ...[
          ...head,
          'stance',
          quoteOf(tag),
          undefined,
          undefined,
          undefined,
          stance.holder,
          stance.target,
          stance.value,
        ],
        ...[
          axis,
          sign,
          stance.intensity,
          stance.certainty,
          voiceOf(stance),
          reporterOf(stance),
          stance.via?.join(' > '),
        ],
        ...[stance.event, ...tail],
      ];
    }),
    note: leftOut ? leftOutNote(leftOut) : '',
  };
}
