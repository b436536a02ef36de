/**
 * Names found by comparing every passage with every form, by the rules as a reader would put them: `from-to` of each hit.
 * Without endings; the letters are those of the property that uses it.
 */
export function naiveHits(text: string, names: readonly string[], ignoreCase: boolean, wholeWord: boolean): string[] {
  const same = (passage: string): string => {
    const plain = passage
      .normalize('NFC')
      .replace(/\u00ad/g, '')
      .replace(/\s+/g, ' ')
      .replace(/’/g, "'")
      .replace(/–/g, '-');
    return ignoreCase ? plain.toUpperCase() : plain;
  };
  const wanted = new Set(names.map((name) => same(name.trim()).trim()).filter((name) => /[\p{L}\p{N}😀]/u.test(name)));
  const borders = (from: number, to: number): boolean => {
    const before = text.slice(0, from).replace(/\u00ad/g, '');
    const after = text.slice(to).replace(/\u00ad/g, '');
    if (/^\p{M}/u.test(text.slice(to)) || /^\p{M}/u.test(text.slice(from))) return false;
    if (/^[\udc00-\udfff]/.test(text.slice(from)) || /^[\udc00-\udfff]/.test(text.slice(to))) return false;
    if (!wholeWord) return true;
    if (/^\p{M}/u.test(after)) return false;
    const spaceless = /^\p{Script=Han}/u;
    const first = text.slice(from);
    if (/^[\p{L}\p{N}]/u.test(first) && /[\p{L}\p{N}]\p{M}*$/u.test(before)) {
      if (!spaceless.test(first) && !/\p{Script=Han}\p{M}*$/u.test(before)) return false;
    }
    if (/[\p{L}\p{N}]\p{M}*['’]$/u.test(before)) return false;
    const last = text.slice(from, to);
    if (/[\p{L}\p{N}]\p{M}*$/u.test(last) && /^[\p{L}\p{N}]/u.test(after)) {
      if (!spaceless.test(after) && !/\p{Script=Han}\p{M}*$/u.test(last)) return false;
    }
    return !/^['’][\p{L}\p{N}]/u.test(after);
  };
  const found: string[] = [];
  for (let from = 0; from < text.length; from++) {
    for (let to = text.length; to > from; to--) {
      const passage = text.slice(from, to);
      if (/^[\s\u00ad]|[\s\u00ad]$|\n[\s\u00ad]*\n/u.test(passage)) continue;
      if (!wanted.has(same(passage)) || !borders(from, to)) continue;
      found.push(`${from}-${to}`);
      from = to - 1;
      break;
    }
  }
  return found;
}
