import assert from 'node:assert/strict';
import { sidecarFor } from './sidecar';
import { openApp, type App } from './app';

const CODEBOOK = `stancemark: 1
stances:
  - {id: critical, label: Critical, axis: negative}
  - {id: supportive, label: Supportive, axis: positive}
  - {id: mixed, label: Mixed, axis: mixed, color: '#ffff99'}
entities:
  - {id: quay, name: The Quay, type: place}
  - {id: company, name: Quay Company, type: organisation}
`;

const TEXT = [
  'Long ago, Milena wrote, the quay believed it all.',
  'Wilma, who came late that day, took it back then.',
  'Some of it was fine and some of it was not.',
  '',
].join('\n');

const stance = (value: string): string => `stance:\n  holder: quay\n  target: company\n  value: ${value}`;

/** A stance inside a line, one in two pieces of which the first begins a line, and one with a colour of its own. */
const TAGS = sidecarFor(TEXT, [
  { id: 'aaaaaaaa', quote: 'Milena wrote, the quay believed', says: stance('supportive') },
  { id: 'bbbbbbbb', quote: 'Wilma', says: `also:\n${piece('took it back')}\n${stance('critical')}` },
  { id: 'cccccccc', quote: 'fine and some of it', says: stance('mixed') },
]);

function piece(quote: string): string {
  const column = (TEXT.split('\n')[1] ?? '').indexOf(quote) + 1;
  const at = `2:${column}-2:${column + quote.length}`;
  return `  - at: ${at}\n    quote: "${quote}"\n    before: "that day, "\n    after: " then."`;
}

for (const theme of ['light', 'dark', 'hc-black', 'hc-light'] as const) {
  describe(`marks of stances and pieces, ${theme}`, () => {
    let app: App;
    before(async () => {
      app = await openApp({
        files: { 'codebook.yaml': CODEBOOK, 'a.txt': TEXT, 'a.txt.tags.yaml': TAGS },
        theme,
        // Large letters: what touches is seen.
        settings: { 'editor.fontSize': 22, 'editor.renderLineHighlight': 'none' },
      });
      await app.open('a.txt');
    });
    after(() => app.close());

    it('stand beside the letters, or above them, and never on them', async () => {
      await app.editor.locator('.view-overlays .cdr[class*="ced-"]').first().waitFor();
      const marks = await app.editor.locator('.view-overlays .cdr[class*="ced-"]').evaluateAll((all) =>
        all.flatMap((one) => {
          const style = getComputedStyle(one);
          const { left, top, bottom } = one.getBoundingClientRect();
          const wide = parseFloat(style.borderLeftWidth);
          const high = parseFloat(style.borderTopWidth);
          return wide + high > 0
            ? [{ left, middle: (top + bottom) / 2, wide, high, style: style.borderLeftStyle + style.borderTopStyle }]
            : [];
        }),
      );
      await app.screenshot(`marks-${theme}`);
      // One each: inside a line before the passage, where a line begins above it.
      assert.deepEqual(
        [marks.filter(({ wide }) => wide > 0).length, marks.filter(({ high }) => high > 0).length],
        [3, 1],
      );
      const letters = await app.lines.evaluateAll((lines) =>
        lines.map((line) => {
          const texts = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
          const boxes: { left: number; right: number; top: number; bottom: number }[] = [];
          for (let node = texts.nextNode(); node; node = texts.nextNode()) {
            for (let i = 0; i < (node.textContent ?? '').length; i++) {
              if (/\s/.test(node.textContent?.[i] ?? '')) continue;
              const range = document.createRange();
              range.setStart(node, i);
              range.setEnd(node, i + 1);
              const { left, right, top, bottom } = range.getBoundingClientRect();
              boxes.push({ left, right, top, bottom });
            }
          }
          return boxes;
        }),
      );
      for (const { left, middle, wide } of marks.filter((mark) => mark.wide > 0)) {
        const line = letters.find(([first]) => first && first.top < middle && middle < first.bottom);
        assert.ok(line);
        const touched = line.filter((box) => box.left < left + wide && left < box.right);
        assert.deepEqual(touched, [], `a mark at ${left}`);
      }
    });

    it('frame every piece of the passage that the cursor is in, and no other', async () => {
      const frames = () =>
        app.editor
          .locator('.view-overlays .cdr[class*="ced-"]')
          .evaluateAll((all) => all.filter((one) => getComputedStyle(one).outlineStyle === 'solid').length);
      assert.equal(await frames(), 0);
      await app.goTo(2, 38);
      await app.page.waitForFunction(
        () =>
          [...document.querySelectorAll('.view-overlays .cdr[class*="ced-"]')].filter(
            (one) => getComputedStyle(one).outlineStyle === 'solid',
          ).length === 2,
      );
      await app.screenshot(`pieces-${theme}`);
      await app.goTo(1, 1);
      await app.page.waitForFunction(
        () =>
          ![...document.querySelectorAll('.view-overlays .cdr[class*="ced-"]')].some(
            (one) => getComputedStyle(one).outlineStyle === 'solid',
          ),
      );
    });
  });
}
