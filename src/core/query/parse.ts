import {
  DEEPEST,
  DETAIL_PREFIX,
  EVERYTHING,
  FARTHEST,
  FIELDS,
  FIELD_NAMES,
  FUNCTION_NAMES,
  LONGEST,
  type FieldName,
  type FieldOf,
  type FunctionName,
  type Node,
  type Place,
  type Query,
  type QueryError,
  type Unit,
} from './language';
import { tokensOf, type Token } from './lex';
import { dateBounds, intensityBounds, isStretch, numberBounds } from './values';
import { foldName, nearest } from '../text/fold';
import { label } from '../text/safe';
import { say } from '../base/say';

export type ParsedQuery =
  { readonly ok: true; readonly query: Query } | { readonly ok: false; readonly error: QueryError };

/**
 * Reads a query. Names in it are not looked up: a query is right or wrong by itself, whatever the codebook holds (for names
 * that no one has, see `adviseQuery`). The empty query means every tag that is not lost. Never throws.
 */
export function parseQuery(text: string): ParsedQuery {
  if (text.length > LONGEST) {
    const message = say('The query is too long: {0} characters of at most {1}.', text.length, LONGEST);
    return { ok: false, error: { from: LONGEST, to: text.length, message, expected: [] } };
  }
  try {
    return { ok: true, query: new Parser(text).read() };
  } catch (error) {
    if (error instanceof Mistake) return { ok: false, error: error.error };
    throw error;
  }
}

class Mistake extends Error {
  constructor(readonly error: QueryError) {
    super(error.message);
  }
}

const MEANT = 'Did you mean “{0}”?';
const NO_FIELD = 'No field is called “{0}”.';
const TERM = ['a field such as entity: or stance:', 'a word or “a phrase”', '(', 'not', ...FUNCTION_NAMES];

class Parser {
  private readonly tokens: readonly Token[];
  private next = 0;
  private depth = 0;
  private asksLost = false;

  constructor(private readonly text: string) {
    this.tokens = tokensOf(text);
  }

  read(): Query {
    if (this.tokens.length === 0) return EVERYTHING;
    const root = this.alternatives();
    const rest = this.tokens[this.next];
    if (rest?.kind === 'close')
      this.fail(rest, say('Nothing was opened for this “)” to close.'), ['and', 'or', ...TERM]);
    if (rest)
      this.fail(rest, say('A comma stands only inside near(…), inside(…) and overlaps(…).'), ['and', 'or', ...TERM]);
    return { text: this.text, root, asksLost: this.asksLost };
  }

  /** a or b or … */
  private alternatives(): Node {
    const parts = [this.sequence()];
    while (this.takeWord('or')) parts.push(this.sequence());
    return parts.length === 1 && parts[0] ? parts[0] : { kind: 'or', parts };
  }

  /** a b and c … */
  private sequence(): Node {
    const parts = [this.unary()];
    for (;;) {
      const token = this.tokens[this.next];
      if (!token || token.kind === 'close' || token.kind === 'comma' || isWord(token, 'or')) break;
      if (isWord(token, 'and')) this.next++;
      parts.push(this.unary());
    }
    return parts.length === 1 && parts[0] ? parts[0] : { kind: 'and', parts };
  }

  private unary(): Node {
    const token = this.tokens[this.next];
    if (!token) this.fail(this.end(), say('The query ends where something should follow.'), TERM);
    if (++this.depth > DEEPEST)
      this.fail(token, say('The query is nested too deeply: {0} levels at most.', DEEPEST), []);
    this.next++;
    const node = this.term(token);
    this.depth--;
    return node;
  }

  private term(token: Token): Node {
    switch (token.kind) {
      case 'minus':
        return { kind: 'not', part: this.unary() };
      case 'open':
        return this.group(token);
      case 'call':
        return this.call(token, token.text as FunctionName);
      case 'field':
        return this.field(token);
      case 'phrase':
        return this.words(token);
      case 'word':
        if (isWord(token, 'not')) return { kind: 'not', part: this.unary() };
        if (isWord(token, 'or') || isWord(token, 'and')) {
          this.fail(
            token,
            say('Something should stand before “{0}”. To search for the word, put it in quotes.', token.text),
            TERM,
          );
        }
        return this.words(token);
      case 'close':
        return this.fail(token, say('Something should stand before this “)”.'), TERM);
      case 'comma':
        return this.fail(token, say('Something should stand before this comma.'), TERM);
    }
  }

  private group(open: Token): Node {
    const inside = this.alternatives();
    this.take('close', open, say('This “(” is not closed.'));
    return inside;
  }

  private words(token: Token): Node {
    if (token.unclosed) this.fail(token, say('These quotes are not closed.'), ['"']);
    const value = foldName(token.text);
    if (value === '') this.fail(token, say('There is nothing to search for in this.'), ['a word or “a phrase”']);
    return { kind: 'words', value };
  }

  private call(token: Token, name: FunctionName): Node {
    const a = this.alternatives();
    this.take('comma', token, say('{0}(…) needs two queries with a comma between them.', name));
    const b = this.alternatives();
    if (name !== 'near') {
      this.take('close', token, say('This {0}( is not closed.', name));
      return { kind: name, a, b };
    }
    this.take('comma', token, say('near(…) needs a comma and a distance after its two queries.'), ', 1 paragraph');
    const { reach, unit } = this.distance(token);
    this.take('close', token, say('This {0}( is not closed.', 'near'));
    return { kind: 'near', a, b, reach, unit };
  }

  private distance(near: Token): { reach: number; unit: Unit } {
    const number = this.tokens[this.next];
    const expected = ['1 paragraph', '2 lines'];
    const written = number?.kind === 'word' ? /^(\d{1,9})([a-z]*)$/i.exec(number.text) : null;
    if (!number || !written) return this.fail(number ?? this.end(near), say('A distance should stand here.'), expected);
    const reach = Number(written[1]);
    if (reach < 1 || reach > FARTHEST) this.fail(number, say('The distance is from 1 to {0}.', FARTHEST), expected);
    this.next++;
    const after = this.tokens[this.next];
    const word = written[2] || (after?.kind === 'word' ? after.text : '');
    const unit = /^paragraphs?$/i.test(word) ? 'paragraph' : /^lines?$/i.test(word) ? 'line' : undefined;
    if (!unit)
      return this.fail(after ?? this.end(near), say('Is the distance in paragraphs or in lines?'), [
        'paragraphs',
        'lines',
      ]);
    if (!written[2]) this.next++;
    return { reach, unit };
  }

  private field(token: Token): Node {
    const name = token.text as FieldName;
    const at = { from: token.valueFrom ?? token.from, to: token.to };
    const value = token.value ?? '';
    if (name.startsWith(DETAIL_PREFIX)) return this.detail(token, at, value);
    if (!Object.hasOwn(FIELDS, name)) {
      const shown = label(token.text, 40);
      const meant = nearest(token.text, FIELD_NAMES);
      const hint = meant ? say(MEANT, `${meant}:`) : say('To search for it as it stands, put it in quotes.');
      this.fail(
        { from: token.from, to: at.from },
        `${say(NO_FIELD, shown)} ${hint}`,
        FIELD_NAMES.map((f) => `${f}:`),
      );
    }
    const spec = FIELDS[name];
    if (token.unclosed) this.fail(at, say('These quotes are not closed.'), ['"']);
    if (value.trim() === '')
      this.fail({ from: token.from, to: token.to }, say('{0}: needs a value.', name), expectedOf(name));
    switch (spec.shape) {
      case 'name':
        return { kind: 'name', field: name as FieldOf<'name'>, value, at };
      case 'text':
        return { kind: 'text', field: name as FieldOf<'text'>, value, at };
      case 'one-of': {
        const folded = foldName(value);
        const values: readonly string[] = spec.values;
        if (!values.includes(folded)) this.wrongValue(name, at, value, values);
        if (name === 'lost') this.asksLost = true;
        return { kind: 'one-of', field: name as FieldOf<'one-of'>, value: folded };
      }
      case 'intensity': {
        const bounds = intensityBounds(value);
        if (!bounds)
          return this.fail(at, say('An intensity is a number from 1 to 4, or a range of them.'), expectedOf(name));
        return { kind: 'intensity', ...bounds };
      }
      case 'date': {
        const bounds = dateBounds(value);
        if (!bounds)
          return this.fail(at, say('A date is YYYY, YYYY-MM or YYYY-MM-DD, or a range of them.'), expectedOf(name));
        return { kind: 'date', ...bounds };
      }
    }
  }

  /** `source.key:value`: any key that sources have in their details, and keys that none has. */
  private detail(token: Token, at: Place, value: string): Node {
    if (token.unclosed) this.fail(at, say('These quotes are not closed.'), ['"']);
    if (value.trim() === '') this.fail({ from: token.from, to: token.to }, say('{0}: needs a value.', token.text), []);
    const key = foldName(token.text.slice(DETAIL_PREFIX.length));
    if (token.quoted || !isStretch(value)) return { kind: 'detail', key, value };
    const [numbers, days] = [numberBounds(value), dateBounds(value)];
    if (!numbers && !days) this.fail(at, say('A range is of numbers or of dates: >=2020, 1..5, <2025-03.'), ['>=2020']);
    return { kind: 'detail', key, value, ...(numbers && { numbers }), ...(days && { days }) };
  }

  private wrongValue(field: string, at: Place, value: string, values: readonly string[]): never {
    const meant = nearest(value, values);
    const hint = meant ? say(MEANT, meant) : say('It is one of: {0}.', values.join(', '));
    return this.fail(at, `${say('“{0}” is not a value that {1}: knows.', label(value, 40), field)} ${hint}`, values);
  }

  private take(kind: 'close' | 'comma', opened: Token, message: string, expected = kind === 'close' ? ')' : ','): void {
    const token = this.tokens[this.next];
    // An open bracket is marked itself when nothing follows; otherwise the thing that stands in the closing one's place.
    if (!token && kind === 'close') this.fail(opened, message, [expected]);
    if (token?.kind !== kind) this.fail(token ?? this.end(), message, [expected]);
    this.next++;
  }

  private takeWord(word: string): boolean {
    const token = this.tokens[this.next];
    if (!token || !isWord(token, word)) return false;
    this.next++;
    return true;
  }

  private end(after?: Token): Place {
    const at = Math.max(this.text.trimEnd().length, after?.to ?? 0);
    return { from: at, to: this.text.length > at ? at + 1 : at };
  }

  private fail(at: Place, message: string, expected: readonly string[]): never {
    throw new Mistake({ from: at.from, to: at.to, message, expected: expected.map((one) => say(one)) });
  }
}

function isWord(token: Token, word: string): boolean {
  return token.kind === 'word' && token.text.toLowerCase() === word;
}

function expectedOf(field: FieldName): readonly string[] {
  const spec = FIELDS[field];
  switch (spec.shape) {
    case 'one-of':
      return spec.values;
    case 'intensity':
      return ['3', '>=3', '<2', '1..2'];
    case 'date':
      return ['2025', '2025-07-02', '2024-12..2025-06', '..2024', '>=2025'];
    case 'name':
      return ['a name', 'a “name with spaces”'];
    case 'text':
      return ['a part of the text', 'a pattern with *'];
  }
}
