/** A picture by itself: the SVG with the colours and letters that the page's styles give it, and a PNG of that. */
import { s } from './dom';

/** What of a computed style makes the picture; everything else in it is the page's. */
const STYLES = [
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'stroke-opacity',
  'opacity',
  'paint-order',
  'font-family',
  'font-size',
  'font-weight',
  'text-anchor',
] as const;

/** What belongs to the page: what can be pointed at, focused or pressed. */
const OF_PAGE = ['class', 'role', 'tabindex', 'aria-pressed', 'aria-hidden', 'aria-labelledby', 'data-key'];

/** Pixels of the PNG for one of the picture. */
const SCALE = 2;

/** The picture as SVG text that needs nothing else. Begins with `<svg `. */
export function svgText(svg: SVGSVGElement, title: string, caption: string): string {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const [own, copied] = [elementsOf(svg), elementsOf(copy)];
  own.forEach((element, i) => {
    const target = copied[i];
    if (!target || target instanceof SVGTitleElement) return;
    const style = getComputedStyle(element);
    for (const name of STYLES) target.setAttribute(name, style.getPropertyValue(name));
    for (const name of OF_PAGE) target.removeAttribute(name);
  });
  for (const field of svg.querySelectorAll('.field')) {
    const index = own.indexOf(field);
    copied[index]?.remove();
  }
  const style = getComputedStyle(document.body);
  copy.prepend(
    s('title', {}, title),
    s('desc', {}, caption),
    s('rect', { width: '100%', height: '100%', fill: style.backgroundColor }),
  );
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  return new XMLSerializer().serializeToString(copy);
}

function elementsOf(svg: SVGSVGElement): Element[] {
  return [svg, ...svg.querySelectorAll('*')];
}

/** A PNG of SVG text as base64. */
export async function pngData(svg: string, width: number, height: number): Promise<string> {
  const url = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = width * SCALE;
    canvas.height = height * SCALE;
    const context = canvas.getContext('2d');
    if (!context) throw new Error('The page has no canvas.');
    context.drawImage(image, 0, 0, canvas.width, canvas.height);
    return canvas.toDataURL('image/png').replace(/^data:image\/png;base64,/, '');
  } finally {
    URL.revokeObjectURL(url);
  }
}
