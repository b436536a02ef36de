/**
 * What tags look like. Each look is one decoration type, made once, when it is first needed. None depends on colour alone:
 * mentions have an underline (solid, or dashed for a metonym), stances a side mark of their axis' own border style and a sign in
 * the gutter. None changes the height of a line, moves the text or touches its letters: the side mark stands in the space before
 * the passage; where a line begins there is none (what is left of the text is cut off), and the mark lies above the first letters.
 *
 * Underlines that overlap must not cover one another. A text span has one `text-decoration` (where two decorations meet, one
 * wins), while borders are drawn in a box of their own for each decoration. So the innermost mention is underlined as text,
 * the one around it at the bottom of the line's box, a third one at its top.
 */
import * as vscode from 'vscode';
import { standingOut } from '../../core/codebook/color';
import { AXES, type Axis } from '../../core/model';

/** Overlapping mentions that can be told apart. */
export const LANES = 3;

/** What stands in the gutter beside a line: the axis of its stances, or that there are several. */
export type Sign = Axis | 'several';

/** The entity types that have a theme colour; all others share that of `other`. */
const THEMED = new Set(['person', 'state', 'organisation', 'place', 'event', 'work', 'other']);

const SIDE_MARKS: Record<Axis, string> = {
  positive: 'solid',
  negative: 'double',
  neutral: 'groove',
  mixed: 'dashed',
  unclear: 'dotted',
};

/** Between a side mark and the letter after it, in pixels. */
const ROOM = 2;

/** Strokes in a box of 16 × 16. */
const SIGNS: Record<Sign, string> = {
  positive: 'M5 8h6M8 5v6',
  negative: 'M5 8h6',
  neutral: 'M5.5 8a2.5 2.5 0 1 0 5 0a2.5 2.5 0 1 0-5 0',
  mixed: 'M5 6.5h6M8 3.5v6M5 12h6',
  unclear: 'M6 6.5a2 2 0 1 1 2.9 1.8q-.9.5-.9 1.4M8 12v.2',
  several: 'M5 5h6M8 2.5v5M5 11h6',
};

/** The ground that a codebook's colour must stand out from, and by how much: an underline is read like text in high contrast. */
const GROUNDS: Record<vscode.ColorThemeKind, readonly [ground: string, least: number]> = {
  [vscode.ColorThemeKind.Light]: ['#ffffff', 3],
  [vscode.ColorThemeKind.Dark]: ['#1f1f1f', 3],
  [vscode.ColorThemeKind.HighContrast]: ['#000000', 4.5],
  [vscode.ColorThemeKind.HighContrastLight]: ['#ffffff', 4.5],
};

/** A colour of the codebook as it is drawn in the theme of this moment. */
function inTheme(color: string | undefined): string | undefined {
  return color && standingOut(color, ...GROUNDS[vscode.window.activeColorTheme.kind]);
}

export class Looks implements vscode.Disposable {
  private readonly made = new Map<string, vscode.TextEditorDecorationType>();

  private once(key: string, options: () => vscode.DecorationRenderOptions): vscode.TextEditorDecorationType {
    let type = this.made.get(key);
    if (!type) {
      type = vscode.window.createTextEditorDecorationType({
        rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
        ...options(),
      });
      this.made.set(key, type);
    }
    return type;
  }

  /** A mention of an entity type. `own` is the codebook's colour, checked. */
  mention(type: string, own: string | undefined, metonym: boolean, lane: number): vscode.TextEditorDecorationType {
    const color = inTheme(own);
    const named = THEMED.has(type) ? type : 'other';
    return this.once(`mention ${color ?? named} ${metonym ? 'metonym' : 'literal'} ${lane}`, () => {
      const id = `stancemark.entity.${named}`;
      const tone = color ?? new vscode.ThemeColor(id);
      const style = metonym ? 'dashed' : 'solid';
      const ruler = { overviewRulerColor: tone, overviewRulerLane: vscode.OverviewRulerLane.Left };
      if (lane === 0) {
        // A text decoration takes no ThemeColor; a theme's colours are variables of the page under these names.
        const css = color ?? `var(--vscode-${id.replace(/\./g, '-')})`;
        return { textDecoration: `underline ${style} 2px ${css}`, ...ruler };
      }
      return { borderWidth: lane === 1 ? '0 0 2px 0' : '2px 0 0 0', borderStyle: style, borderColor: tone, ...ruler };
    });
  }

  /** The passage of a stance. `own` is the colour of the stance value in the codebook, checked. */
  stance(axis: Axis, own: string | undefined): vscode.TextEditorDecorationType {
    const color = inTheme(own);
    return this.once(`stance ${axis} ${color ?? ''}`, () => ({
      backgroundColor: color ? `${color}1f` : new vscode.ThemeColor(`stancemark.stance.${axis}Background`),
      overviewRulerColor: color ?? new vscode.ThemeColor(`stancemark.stance.${axis}`),
      overviewRulerLane: vscode.OverviewRulerLane.Right,
    }));
  }

  /** Where the passage of a stance begins; to be put on its first character, `atStart` of a line on its first two. */
  mark(axis: Axis, own: string | undefined, atStart: boolean): vscode.TextEditorDecorationType {
    const color = inTheme(own);
    return this.once(`mark ${axis} ${color ?? ''} ${atStart ? 'above' : 'before'}`, () => ({
      // The box of a decoration begins where its first letter does: it is moved by as much as the mark is wide, and a little room.
      borderWidth: atStart ? '3px 0 0 0' : `0 0 0 3px; margin-left: -${3 + ROOM}px`,
      borderStyle: SIDE_MARKS[axis],
      borderColor: color ?? new vscode.ThemeColor(`stancemark.stance.${axis}`),
    }));
  }

  /** The sign beside a line with stances. */
  sign(sign: Sign): vscode.TextEditorDecorationType {
    return this.once(`sign ${sign}`, () => ({
      gutterIconSize: 'contain',
      light: { gutterIconPath: icon(SIGNS[sign], '#5a5a5a') },
      dark: { gutterIconPath: icon(SIGNS[sign], '#b4b4b4') },
    }));
  }

  /** Behind a passage that not all coders have, where all are shown: their initials, small, above the space that follows. */
  coder(letters: string): vscode.TextEditorDecorationType {
    return this.once(`coder ${letters}`, () => ({
      after: {
        contentText: letters,
        color: new vscode.ThemeColor('descriptionForeground'),
        // Out of the flow: the text stands where it would without.
        textDecoration:
          'none; position: absolute; font-size: 0.62em; line-height: 1; margin-left: 1px; user-select: none',
      },
    }));
  }

  /** On top of the look of a passage in several pieces, while the cursor is in one of them: a frame around each. */
  sibling(): vscode.TextEditorDecorationType {
    return this.once('sibling', () => ({
      outline: '1px solid',
      outlineColor: new vscode.ThemeColor('stancemark.piece.border'),
    }));
  }

  /** On top of the look of a tag that was found again elsewhere and waits to be accepted. */
  moved(): vscode.TextEditorDecorationType {
    return this.once('moved', () => {
      const tone = new vscode.ThemeColor('editorWarning.foreground');
      return {
        outline: '1px dotted',
        outlineColor: tone,
        overviewRulerColor: tone,
        overviewRulerLane: vscode.OverviewRulerLane.Center,
      };
    });
  }

  dispose(): void {
    for (const type of this.made.values()) type.dispose();
  }
}

export function signOf(axes: ReadonlySet<Axis>): Sign {
  return axes.size === 1 ? (AXES.find((axis) => axes.has(axis)) ?? 'unclear') : 'several';
}

function icon(path: string, stroke: string): vscode.Uri {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16" fill="none" stroke="${stroke}" stroke-width="1.5" stroke-linecap="round"><path d="${path}"/></svg>`;
  return vscode.Uri.parse(`data:image/svg+xml;utf8,${encodeURIComponent(svg)}`);
}
