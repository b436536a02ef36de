/** A codebook's colour as it may reach a style sheet: `#rrggbb` and nothing else; undefined for any other text. */
export function safeColor(color: string | undefined): string | undefined {
  return color !== undefined && /^#[0-9a-f]{6}$/i.test(color) ? color.toLowerCase() : undefined;
}

/** Contrast of two colours `#rrggbb` by WCAG 2.2: 1 (none) to 21. */
export function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

/**
 * The colour `#rrggbb` itself where it stands out from the ground by `least`, else moved towards white or black, away from the
 * ground, just so far that it does; its hue stays as long as there is any.
 */
export function standingOut(color: string, ground: string, least: number): string {
  const end = luminance(ground) < 0.18 ? 255 : 0;
  for (let step = 0; step < 20; step++) {
    const moved = mixed(color, end, step / 20);
    if (contrast(moved, ground) >= least) return moved;
  }
  return end === 255 ? '#ffffff' : '#000000';
}

function channels(color: string): number[] {
  return [1, 3, 5].map((at) => parseInt(color.slice(at, at + 2), 16));
}

function mixed(color: string, end: number, part: number): string {
  const two = (n: number): string => Math.round(n).toString(16).padStart(2, '0');
  return `#${channels(color)
    .map((channel) => two(channel + (end - channel) * part))
    .join('')}`;
}

/** Relative luminance by WCAG 2.2, 0 to 1. */
function luminance(color: string): number {
  const [r = 0, g = 0, b = 0] = channels(color).map((channel) => {
    const part = channel / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
