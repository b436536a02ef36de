/** Names of files that every disk takes, made of what a text says: words of any script, and nothing with a meaning to a path. */

/** Longest stem in UTF-8 bytes: some disks take 255 with everything that is written behind it, others 143. */
const MOST = 90;

/** `003-harbour-plan-falls-apart.txt`; unlike all in `taken`, which are compared without case and in NFC. */
export function fileNames(titles: readonly (string | undefined)[], taken: Iterable<string>): string[] {
  const digits = Math.max(3, String(titles.length).length);
  const used = new Set([...taken].map(same));
  return titles.map((title, i) => {
    const number = String(i + 1).padStart(digits, '0');
    const words = slug(title ?? '');
    const stem = words === '' ? number : `${number}-${words}`;
    for (let n = 1; ; n++) {
      const name = n === 1 ? `${stem}.txt` : `${stem}-${n}.txt`;
      // The name of a sidecar must be free as well: its tags are another text's.
      if (used.has(same(name)) || used.has(same(`${name}.tags.yaml`))) continue;
      used.add(same(name));
      return name;
    }
  });
}

function same(name: string): string {
  return name.normalize('NFC').toLowerCase();
}

function slug(title: string): string {
  const words =
    title
      .normalize('NFC')
      .toLowerCase()
      .match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  let made = '';
  for (const word of words) {
    const next = made === '' ? word : `${made}-${word}`;
    if (new TextEncoder().encode(next).length > MOST) break;
    made = next;
  }
  return made;
}
