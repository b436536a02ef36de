/** Quotes as people, scripts and models get them wrong: every kind of slip, each of which makes another text. */
export interface Altered {
  readonly kind: string;
  readonly now: string;
}

type Change = (quote: string, words: readonly string[]) => string | readonly string[];

const at = (words: readonly string[], i: number, now: readonly string[], gone = 1): string =>
  [...words.slice(0, i), ...now, ...words.slice(i + gone)].join(' ');

const swap =
  (of: Readonly<Record<string, string>>): Change =>
  (quote) =>
    Object.entries(of).flatMap(([from, to]) => (quote.includes(from) ? [quote.replace(from, to)] : []));

const CHANGES: Readonly<Record<string, Change>> = {
  'a word left out': (_, words) => [1, 3, 5].map((i) => at(words, i, [])),
  'two words left out': (_, words) => at(words, 2, [], 2),
  'a word doubled': (_, words) => [2, 4].map((i) => at(words, i, [words[i] ?? '', words[i] ?? ''])),
  'two words changed places': (_, words) => [1, 3].map((i) => at(words, i, [words[i + 1] ?? '', words[i] ?? ''], 2)),
  'a word put in': (_, words) => at(words, 3, ['really', words[3] ?? '']),
  'words behind the end': (quote) => `${quote} at all`,
  'words before the beginning': (quote) => `Reportedly ${quote}`,
  'an ellipsis for words': (_, words) => [at(words, 3, ['…'], 2), at(words, 3, ['[...]'], 2), at(words, 4, ['...'])],
  'a negation taken out': swap({ 'did not ': 'did ', unhappy: 'happy', careless: 'careful' }),
  'a negation put in': swap({
    ' called ': ' never called ',
    ' were ': ' were not ',
    ' said ': ' hardly said ',
    ' trust ': ' entirely trust ',
  }),
  'another number': swap({ '1.5': '1.6', '2.4': '24', '12 ': '13 ' }),
  'a number in words': swap({ '12 pages': 'twelve pages', '1.5 million': 'one and a half million' }),
  'another sign in a number': swap({ '1.5': '1,5', '2.4': '2,4' }),
  'a near word': swap({ trust: 'believe', count: 'figure', answer: 'reply', letter: 'note', figures: 'numbers' }),
  'another form of a word': swap({ counted: 'count', called: 'calls', 'answer on': 'answers on', sides: 'side' }),
  'another tense': swap({ 'did not': 'does not', were: 'are', says: 'said' }),
  'another name': swap({
    'the ministry': 'the minister',
    'The ministry': 'The Ministry of Trade',
    'The council': 'The Council’s',
    shipowners: 'owners',
  }),
  'a pronoun for a name': swap({ 'the ministry': 'it', 'The ministry': 'It', 'The council': 'It', shipowners: 'They' }),
  'other capitals': (quote) => [
    quote.toUpperCase(),
    quote.charAt(0) === quote.charAt(0).toUpperCase()
      ? quote.charAt(0).toLowerCase() + quote.slice(1)
      : quote.charAt(0).toUpperCase() + quote.slice(1),
  ],
  'a look-alike letter': (quote) => [quote.replace('a', 'а'), quote.replace('e', 'е'), quote.replace('o', 'ο')],
  'an accent put on': (quote) => [quote.replace('e', 'é'), quote.replace('o', 'ö')],
  'a letter left out': (quote) => [quote.replace('n', ''), quote.replace('s', '')],
  'two letters changed places': (quote) => quote.replace('th', 'ht').replace('co', 'oc'),
  'a word in two': (quote) =>
    [quote.replace('ministry', 'mini stry'), quote.replace('sides', 'si des')].filter((one) => one !== quote),
  'two words in one': (_, words) => [1, 4].map((i) => at(words, i, [(words[i] ?? '') + (words[i + 1] ?? '')], 2)),
  'a comma left out': swap({ ', not': ' not', ', in turn': ' in turn', 'either,': 'either', 'sides,': 'sides' }),
  'a comma put in': (_, words) => at(words, 2, [`${words[2] ?? ''},`]),
  'another end': (quote) => [
    /[.!?]$/.test(quote) ? `${quote.slice(0, -1)}!` : `${quote}!`,
    `${quote.replace(/[.!?”]+$/, '')}?`,
  ],
  'half a word at the end': (quote) => quote.replace(/[\p{L}\p{N}]{2}[^\p{L}\p{N}]*$/u, ''),
  'half a word at the beginning': (quote) => quote.slice(1),
  'another language': swap({ 'did not': 'n’a pas', 'The ministry': 'Das Ministerium', 'both sides': 'beiden Seiten' }),
  'Markdown put in': (_, words) => at(words, 2, [`**${words[2] ?? ''}**`]),
  'HTML put in': (quote) => quote.replace(' ', '&nbsp;'),
  'a hyphen put in': (_, words) => at(words, 1, [`${words[1] ?? ''}-${words[2] ?? ''}`], 2),
  'two passages in one': (quote) => `${quote} ${quote}`,
};

/** Every slip that a quote can be made to have, each with its kind; what came out as it went in is left out. */
export function altered(quote: string): Altered[] {
  const words = quote.split(' ');
  return Object.entries(CHANGES).flatMap(([kind, change]) =>
    [change(quote, words)].flat().flatMap((now) => (now === quote ? [] : [{ kind, now }])),
  );
}
