/** The rule by which an export separates its articles, guessed from the text; the user sees it on the first two, and may change it. */
import { headOf, orderOf } from './heads';
import { linesOf, partsOf, type SplitRule } from './parts';

/** So much of a text is looked at, in UTF-16 units: an export repeats itself from its beginning. */
const ENOUGH = 4_000_000;
/** Longest line that separates. */
const LONGEST = 120;
/** Kinds of lines that are tried, the commonest first. */
const TRIED = 8;

/** Counts like 'Document 3 of 200', 'Dokument 3 von 200', '3 из 200 документов'. */
const COUNTED =
  /^(?:[\p{L}.]+ ){0,2}(\p{Nd}{1,7}) ?(?:of|von|de|sur|di|van|из|із|z|av|\/) ?\p{Nd}{1,7}(?: [\p{L}.]+)?$/iu;
const RULED = /^([-=_*~#•—–+])(?:\s?\1){3,}$/u;
const ENDS =
  /^(?:end of (?:the )?(?:document|article)|ende des (?:dokuments|artikels)|fin du document|fin del documento|fine del documento|конец документа|belge sonu)\.?$/iu;
const CODE =
  /^(?:document|dokument|documento|документ|belge|accession number:?|an) [\p{Lu}\p{Nd}]{4,}\p{Nd}[\p{L}\p{Nd}]*$/iu;

/** Undefined: no line comes back as a separator does. */
export function guessRule(text: string): SplitRule | undefined {
  const looked = text.slice(0, ENOUGH);
  const counts = new Map<string, { rule: Omit<SplitRule, 'head'>; count: number }>();
  for (const { from, to } of linesOf(looked)) {
    const rule = ruleOf(looked.slice(from, to));
    if (!rule) continue;
    const key = `${rule.side} ${rule.line.toLowerCase()}`;
    const known = counts.get(key);
    if (known) known.count++;
    else counts.set(key, { rule, count: 1 });
  }
  const tried = [...counts.values()].filter(({ count, rule }) => count >= (rule.side === 'between' ? 1 : 2));
  const judged = tried
    .sort((a, b) => b.count - a.count)
    .slice(0, TRIED)
    .map(({ rule }) => scored(looked, rule))
    .filter(({ articles, likely }) => articles >= 2 && likely >= 0.5)
    // Of several that fit, lines that count or name are surer than a row of dashes, which stand within articles too.
    .sort((a, b) => sure(b.rule) - sure(a.rule) || b.likely - a.likely || b.articles - a.articles);
  return judged[0]?.rule;
}

function ruleOf(raw: string): Omit<SplitRule, 'head'> | undefined {
  if (raw.includes('\f')) return { line: '\\f', side: 'between' };
  const line = raw.trim().replace(/\s+/g, ' ');
  if (line === '' || line.length > LONGEST) return undefined;
  if (COUNTED.test(line)) return { line: line.replace(/\p{Nd}+/gu, '#'), side: 'begins' };
  if (ENDS.test(line)) return { line, side: 'ends' };
  if (CODE.test(line)) return { line: line.replace(/\S+$/, '@'), side: 'ends' };
  const ruled = RULED.exec(line);
  return ruled ? { line: `${line.slice(0, 4)}*`, side: 'between' } : undefined;
}

function sure({ line, side }: SplitRule): number {
  return side === 'between' ? 0 : line.includes('#') ? 2 : 1;
}

/** How many of the articles look like some: with a date in the head, and a text behind it. */
function scored(text: string, bare: Omit<SplitRule, 'head'>): { rule: SplitRule; articles: number; likely: number } {
  const first: SplitRule = { ...bare, head: 'title first' };
  const { articles } = partsOf(text, first);
  const heads = articles.map(({ from, to }) => headOf(text.slice(from, Math.min(to, from + 6_000))));
  const good = heads.filter(({ date, labelled }) => date !== undefined || labelled.date !== undefined).length;
  return { rule: { ...bare, head: orderOf(heads) }, articles: articles.length, likely: articles.length === 0 ? 0 : good / articles.length }; // prettier-ignore
}
