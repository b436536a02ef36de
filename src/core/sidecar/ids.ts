const ID_LETTERS = 'abcdefghijklmnopqrstuvwxyz234567';

/** A new tag id that `taken` does not have. `random` gives numbers in [0, 1). */
export function newTagId(random: () => number, taken: (id: string) => boolean): string {
  for (;;) {
    let id = '';
    for (let i = 0; i < 8; i++) id += ID_LETTERS[Math.floor(random() * 32)];
    // An id must not read as a number or a word with a meaning in YAML: a letter first, and some letter that no number has.
    if (/^[a-z]/.test(id) && !taken(id)) return id;
  }
}
