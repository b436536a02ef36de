/** A codebook's colour as it may reach a style sheet: `#rrggbb` and nothing else; undefined for any other text. */
export function safeColor(color: string | undefined): string | undefined {
  return color !== undefined && /^#[0-9a-f]{6}$/i.test(color) ? color.toLowerCase() : undefined;
}
