/** XML out: one escape for all, since a writer needs no more. */

/** What XML 1.0 does not allow at all: control characters, lone surrogates, U+FFFE and U+FFFF. */

const FORBIDDEN =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** Whatever may need a look: most values of most files are plain ASCII. */
const UNUSUAL = /[^\u0020-\u007e]|[&<>"']/;

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  '\r': '&#13;',
  '\n': '&#10;',
  '\t': '&#9;',
};

/** Does it hold a character that XML has no way to write? */
export function isForbidden(text: string): boolean {
  return text.search(FORBIDDEN) >= 0;
}

/** For attribute values: line ends and tabs would become blanks there. A forbidden character becomes U+FFFD. */
export function attribute(text: string): string {
  if (!UNUSUAL.test(text)) return text;
  return text.replace(FORBIDDEN, '\ufffd').replace(/[&<>"'\r\n\t]/g, (sign) => ENTITIES[sign] as string);
}

/** For text between tags. */
export function content(text: string): string {
  if (!UNUSUAL.test(text)) return text;
  return text.replace(FORBIDDEN, '\ufffd').replace(/[&<>\r]/g, (sign) => ENTITIES[sign] as string);
}

export type Attributes = Readonly<Record<string, string | number | undefined>>;

/** An element; `inner` is XML already. Attributes that are undefined are left out. */
export function element(name: string, attributes: Attributes, inner = ''): string {
  const list = Object.entries(attributes)
    .map(([key, value]) => (value === undefined ? '' : ` ${key}="${attribute(String(value))}"`))
    .join('');
  return inner === '' ? `<${name}${list}/>` : `<${name}${list}>${inner}</${name}>`;
}

export const DECLARATION = '<?xml version="1.0" encoding="utf-8"?>\n';
