import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { contrast, safeColor, standingOut } from '../../src/core/codebook/color';

describe('colours of the manifest', () => {
  const GROUNDS = { light: '#ffffff', dark: '#1f1f1f', highContrast: '#000000', highContrastLight: '#ffffff' } as const;
  type Theme = keyof typeof GROUNDS;
  const { contributes } = JSON.parse(readFileSync('package.json', 'utf8')) as {
    contributes: { colors: readonly { readonly id: string; readonly defaults: Readonly<Record<Theme, string>> }[] };
  };

  it('stand out from the ground of every theme, those of stances as much as text: their signs are cut out of them', () => {
    const drawn = contributes.colors.filter(({ defaults }) => /^#[0-9a-f]{6}$/.test(defaults.light));
    assert.ok(drawn.length >= 13, String(drawn.length));
    for (const { id, defaults } of drawn) {
      const least = id.startsWith('stancemark.stance.') ? 4.5 : 3;
      for (const theme of Object.keys(GROUNDS) as Theme[]) {
        const found = contrast(defaults[theme], GROUNDS[theme]);
        assert.ok(found >= least, `${id}, ${theme}: ${found.toFixed(2)}`);
      }
    }
  });
});

describe('colours of the codebook', () => {
  it('have the contrast that WCAG says', () => {
    assert.equal(contrast('#000000', '#ffffff'), 21);
    assert.equal(contrast('#777777', '#777777'), 1);
    assert.equal(contrast('#777777', '#ffffff').toFixed(2), '4.48');
  });

  it('stay as they are where they stand out', () => {
    assert.equal(standingOut('#3b82c4', '#ffffff', 3), '#3b82c4');
    assert.equal(standingOut('#ffff00', '#000000', 4.5), '#ffff00');
  });

  it('stand out from the ground of every theme', () => {
    const color = fc.integer({ min: 0, max: 0xffffff }).map((n) => `#${n.toString(16).padStart(6, '0')}`);
    fc.assert(
      fc.property(color, fc.constantFrom('#000000', '#ffffff', '#1f1f1f'), (one, ground) => {
        const shown = standingOut(one, ground, 4.5);
        assert.ok(safeColor(shown) !== undefined && contrast(shown, ground) >= 4.5, `${one} on ${ground}: ${shown}`);
      }),
    );
  });
});
