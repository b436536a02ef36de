/** What the head (and foot) of an article in a press database's export says of it. */
import { besideDate } from '../details/suggest';
import { dateIn, readDate } from '../text/date-words';
import type { SplitRule } from './parts';

export interface ArticleDetails {
  readonly title?: string;
  readonly author?: string;
  readonly outlet?: string;
  readonly date?: string;
}

type Key = keyof ArticleDetails;

/** Labels as databases print them, in the languages of their users; compared in small letters. */
const LABELS: Readonly<Record<Key, readonly string[]>> = {
  title: ['headline', 'title', 'titel', 'überschrift', 'schlagzeile', 'titre', 'título', 'titular', 'titolo', 'başlık', 'заголовок', 'название', 'tytuł', 'hd'], // prettier-ignore
  author: ['byline', 'author', 'authors', 'by', 'autor', 'verfasser', 'auteur', 'autore', 'yazar', 'автор', 'author(s)', 'von', 'par', 'por'], // prettier-ignore
  outlet: ['source', 'publication', 'publication title', 'newspaper', 'outlet', 'quelle', 'zeitung', 'journal', 'fuente', 'fonte', 'kaynak', 'gazete', 'источник', 'издание', 'źródło', 'sn'], // prettier-ignore
  date: ['date', 'publication date', 'published', 'datum', 'erscheinungsdatum', 'fecha', 'data', 'tarih', 'дата', 'date de publication', 'pd'], // prettier-ignore
};
const KEYS = new Map(
  Object.entries(LABELS).flatMap(([key, labels]) => labels.map((label) => [label, key as Key] as const)),
);
/** Dates of the database, not of the paper: used where there is no other. */
const LATER = new Set(['load-date', 'load date', 'erfassungsdatum']);
/** Lines that belong to the head and say nothing of use. */
const OTHERS =
  /^(?:section|length|rubrik|länge|longueur|longitud|lunghezza|uzunluk|объем|объём|language|sprache|langue|idioma|dil|язык|edition|ausgabe|copyright|©|\(c\)|subject|highlight|graphic|word count|pages?|seite)\b/iu;
const WORDS =
  /^\p{Nd}[\p{Nd}.,\s]*\s*(?:words?|wörter|worte|mots|palabras|parole|palavras|woorden|słów|слов|слова|kelime|sözcük)\.?$/iu;
const BODY = /^(?:body|text|volltext|corps|texto|testo|metin|текст|full text)\s*:?$/iu;
const LABELED = /^([\p{L}][\p{L}() -]{0,30}?)\s*[:：]\s*(\S.*)$/u;
/** Two capitals and space, as Factiva's layout with fields has them. */
const FIELD = /^(HD|BY|PD|SN|WC|SC|LA|CY|LP|TD|CR|ET|ED|PG|AN)\s{1,}(\S.*)$/;
const BYLINE = /^(?:by|von|par|por|di|door|от|yazan)\s+(\p{Lu}.{1,78})$/iu;
/** 'March 3, 2024 Sunday', 'Sonntag, 3. März 2024' */
const WEEKDAY =
  /^(?:\p{L}+day|\p{L}+tag|mittwoch|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lunes|martes|miércoles|jueves|viernes|sábado|domingo|понедельник|вторник|среда|четверг|пятница|суббота|воскресенье)\.?$/iu;
const TITLE = 220;
const NAME = 100;

interface Head {
  /** Found by their labels. */
  readonly labelled: ArticleDetails;
  /** Lines without a label, in their order, and which of them is the date. */
  readonly plain: readonly string[];
  readonly dated: number;
  readonly date?: string;
  /** Does the body stand right behind the head? From this line on. */
  readonly lines: number;
}

/** Reads a head: down to the first line that is a paragraph, or says that the body begins. */
export function headOf(text: string): Head {
  const labelled: Partial<Record<Key, string>> = {};
  let later: string | undefined;
  const plain: string[] = [];
  let [dated, date]: [number, string?] = [-1];
  let lines = 0;
  const all = text.split(/\r\n|\n|\r/);
  const take = (label: string, value: string): boolean => {
    const key = KEYS.get(label.toLowerCase().trim());
    const words = value.replace(/\s+/g, ' ').trim();
    if (LATER.has(label.toLowerCase().trim())) later ??= dateWithin(words);
    else if (!key) return false;
    else if (key === 'date') labelled.date ??= dateWithin(words);
    else if (words.length <= TITLE) labelled[key] ??= words;
    return true;
  };
  for (const [i, raw] of all.slice(0, 60).entries()) {
    const line = raw.replace(/\s+/g, ' ').trim();
    if (line === '') continue;
    if (BODY.test(line)) {
      lines = i + 1;
      break;
    }
    const field = FIELD.exec(raw.trimEnd());
    if (field && (take(field[1] ?? '', field[2] ?? '') || !['LP', 'TD'].includes(field[1] ?? ''))) {
      lines = i + 1;
      continue;
    }
    const labeled = LABELED.exec(line);
    if (OTHERS.test(line) || WORDS.test(line) || (labeled && take(labeled[1] ?? '', labeled[2] ?? ''))) {
      lines = i + 1;
      continue;
    }
    const by = BYLINE.exec(line)?.[1];
    if (by && line.split(' ').length <= 10) {
      labelled.author ??= by;
      lines = i + 1;
      continue;
    }
    if (line.length > TITLE || plain.length >= 5 || (plain.length >= 2 && /[.!?…»”"]$/.test(line))) break;
    const found = dated < 0 && line.length <= 60 ? dateWithin(line) : undefined;
    if (found) {
      [dated, date] = [plain.length, found];
      // 'The Courier, 3 March 2024'
      const beside = besideDate(line, dateIn(line)?.words ?? line);
      if (beside !== undefined && !WEEKDAY.test(beside)) labelled.outlet ??= beside;
    }
    plain.push(line);
    if (found || plain.length === 1) lines = i + 1;
  }
  for (const raw of all.slice(-8)) {
    const labeled = LABELED.exec(raw.trim());
    if (labeled && LATER.has((labeled[1] ?? '').toLowerCase())) later ??= dateWithin(labeled[2] ?? '');
  }
  if (!labelled.date && date === undefined && later) labelled.date = later;
  return { labelled, plain, dated, ...(date !== undefined && { date }), lines };
}

function dateWithin(words: string): string | undefined {
  return readDate(words) ?? dateIn(words)?.date;
}

/** The details of an article whose head was read. */
export function detailsOf({ labelled, plain, dated, date }: Head, order: SplitRule['head']): ArticleDetails {
  const found: Partial<Record<Key, string>> = { ...labelled };
  if (date !== undefined) found.date ??= date;
  const beside = dated < 0 ? plain.slice(0, 1) : [...plain.slice(0, dated), ...plain.slice(dated + 1, dated + 2)];
  const rest = beside.filter((line) => line !== labelled.title && line !== labelled.outlet);
  if (dated >= 0 && rest.length >= 2) {
    const [first, second] = rest as [string, string];
    if (order === 'title first') {
      found.title ??= first;
      if (second.length <= NAME && !labelled.outlet) found.outlet = second;
    } else {
      if (first.length <= NAME && !labelled.outlet) found.outlet = first;
      found.title ??= second;
    }
  } else if (rest[0] !== undefined) found.title ??= rest[0];
  return found;
}

/** Outlets come back among the articles, titles do not: which stands first, by how many different lines there are of each. */
export function orderOf(heads: readonly Head[]): SplitRule['head'] {
  const first = new Set<string>();
  const second = new Set<string>();
  for (const { plain, dated } of heads) {
    if (dated < 0) continue;
    const beside = [...plain.slice(0, dated), ...plain.slice(dated + 1, dated + 2)];
    if (beside.length < 2) continue;
    first.add(beside[0] as string);
    second.add(beside[1] as string);
  }
  return first.size < second.size ? 'outlet first' : 'title first';
}
