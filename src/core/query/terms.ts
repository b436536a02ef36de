import type { CodebookView } from '../corpus';
import { CERTAINTIES, type Certainty, type Tag } from '../model';
import { HAS_BITS, numbered, type Columns } from './columns';
import type { FieldOf, Term } from './language';
import { foldedCodebook, namedTest } from './called';
import { patternOf } from './pattern';
import type { SourceIndex } from './source-index';
import { numberIn } from './values';
import { daysOf } from '../text/dates';
import { foldName } from '../text/fold';
import { speakerOf } from '../speakers/speakers';
import { VOICES, type Voice } from '../words/voice';

/** How a term is answered: for a source as a whole, for all of its tags at once, from the columns for each tag, or from the tag itself. */
export type Test =
  | { readonly of: 'source'; readonly test: (source: SourceIndex) => boolean }
  | { readonly of: 'tags'; readonly test: (source: SourceIndex) => Uint8Array }
  | { readonly of: 'columns'; readonly test: (columns: Columns, i: number) => boolean }
  | { readonly of: 'tag'; readonly test: (source: SourceIndex, i: number) => boolean };

/** The test of one term, with the names in it looked up in the codebook. */
export function testOf(term: Term, codebook: CodebookView): Test {
  switch (term.kind) {
    case 'name':
      return nameTest(term.field, term.value, codebook);
    case 'text':
      return textTest(term.field, term.value);
    case 'one-of':
      return oneOfTest(term.field, term.value, codebook);
    case 'intensity':
      return columns(({ intensity }, i) => {
        const strength = intensity[i] ?? 0;
        return strength > 0 && term.least <= strength && strength <= term.most;
      });
    case 'date':
      return {
        of: 'source',
        // A date may be a whole month or year: it fits when some day of it does.
        test: (source) => {
          const days = source.days();
          return days !== undefined && days.from <= term.most && term.least <= days.to;
        },
      };
    case 'detail':
      return detailTest(term);
    case 'words':
      return { of: 'tags', test: (source) => source.having(term.value) };
  }
}

function columns(test: (columns: Columns, i: number) => boolean): Test {
  return { of: 'columns', test };
}

function has(bits: number): Test {
  return columns((table, i) => ((table.has[i] ?? 0) & bits) !== 0);
}

function nameTest(field: FieldOf<'name'>, value: string, codebook: CodebookView): Test {
  const folded = foldedCodebook(codebook);
  switch (field) {
    case 'entity':
      return eitherEnd(numbered(namedTest(folded.entities, value)));
    case 'type': {
      const named = namedTest(folded.types, value);
      return eitherEnd(
        numbered((id) => {
          const entity = codebook.entity(id);
          return entity !== undefined && named(entity.type);
        }),
      );
    }
    case 'holder': {
      const named = numbered(namedTest(folded.entities, value));
      return columns(({ first, target }, i) => (target[i] ?? -1) >= 0 && named(first[i]));
    }
    case 'target': {
      const named = numbered(namedTest(folded.entities, value));
      return columns(({ target }, i) => named(target[i]));
    }
    case 'stance': {
      const named = numbered(namedTest(folded.stances, value));
      return columns((table, i) => named(table.value[i]));
    }
    case 'via': {
      const named = namedTest(folded.entities, value);
      return flagged(HAS_BITS.via, ({ stance }) => stance?.via?.some(named) === true);
    }
    case 'speaker': {
      const named = namedTest(folded.entities, value);
      return {
        of: 'tag',
        test: (source, i) => {
          const speaker = speakerOf(codebook, source.passage(i));
          return speaker !== undefined && ((speaker.id !== undefined && named(speaker.id)) || named(speaker.name));
        },
      };
    }
    case 'by': {
      const named = namedTest([], value);
      return flagged(HAS_BITS.by, ({ by }) => by !== undefined && named(by));
    }
  }
}

/** About a mention's entity, a stance's holder or its target. */
function eitherEnd(named: (number: number | undefined) => boolean): Test {
  return columns(({ first, target }, i) => named(first[i]) || named(target[i]));
}

/** A test of the tag itself, made only where the tag has what it looks at. */
function flagged(bits: number, test: (tag: Tag) => boolean): Test {
  return { of: 'tag', test: (source, i) => ((source.columns().has[i] ?? 0) & bits) !== 0 && test(source.tag(i)) };
}

function textTest(field: FieldOf<'text'>, value: string): Test {
  const pattern = patternOf(value);
  switch (field) {
    case 'source':
      return {
        of: 'source',
        test: (source) => {
          const name = source.detail('name');
          const title = source.detail('title');
          // A pattern may mean the file's name or its whole path below the folder.
          if (pattern.found(name) || pattern.whole(name.slice(name.lastIndexOf('/') + 1))) return true;
          return title !== '' && pattern.found(title);
        },
      };
    case 'outlet':
    case 'author':
      return { of: 'source', test: (source) => source.detail(field) !== '' && pattern.found(source.detail(field)) };
    case 'event':
      return flagged(
        HAS_BITS.event,
        ({ stance }) => stance?.event !== undefined && pattern.found(foldName(stance.event)),
      );
  }
}

function detailTest({ key, value, numbers, days }: Term & { kind: 'detail' }): Test {
  if (!numbers && !days) {
    const pattern = patternOf(value);
    return { of: 'source', test: (source) => source.ownDetail(key).some((text) => pattern.whole(foldName(text))) };
  }
  const within = (number: number): boolean =>
    numbers !== undefined &&
    (numbers.without === 'least' ? number > numbers.least : number >= numbers.least) &&
    (numbers.without === 'most' ? number < numbers.most : number <= numbers.most);
  return {
    of: 'source',
    test: (source) =>
      source.ownDetail(key).some((text) => {
        const number = numberIn(text);
        // A year is a number and a date; where both ends are numbers as well, as a number it means the same.
        if (number !== undefined && numbers) return within(number);
        const found = days ? daysOf(text) : undefined;
        return days !== undefined && found !== undefined && found.from <= days.most && days.least <= found.to;
      }),
  };
}

function oneOfTest(field: FieldOf<'one-of'>, value: string, codebook: CodebookView): Test {
  switch (field) {
    case 'axis': {
      // As in the sums: a value that the codebook does not know is unclear.
      const onAxis = numbered((id) => (codebook.value(id)?.axis ?? 'unclear') === value);
      return columns((table, i) => onAxis(table.value[i]));
    }
    case 'certainty': {
      const wanted = CERTAINTIES.indexOf(value as Certainty);
      return columns(({ certainty }, i) => certainty[i] === wanted);
    }
    case 'voice': {
      const wanted = VOICES.indexOf(value as Voice);
      return columns(({ voice }, i) => voice[i] === wanted);
    }
    case 'sense':
      return has(value === 'metonym' ? HAS_BITS.metonym : HAS_BITS.literal);
    case 'kind':
      return columns(({ target }, i) => (target[i] ?? -1) >= 0 === (value === 'stance'));
    case 'lost':
      if (value === 'moved') return { of: 'tag', test: (source, i) => source.isMoved(i) };
      return { of: 'tag', test: (source, i) => (source.lost?.[i] === 1) === (value === 'yes') };
    case 'has':
      if (value === 'date') return { of: 'source', test: (source) => source.days() !== undefined };
      return has(HAS_BITS[value as keyof typeof HAS_BITS]);
  }
}
