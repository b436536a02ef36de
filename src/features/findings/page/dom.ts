/** Making elements. Text goes in as text and nothing else; there is no way to HTML from here. */

type Child = Node | string | undefined;
type Values = Readonly<Record<string, string | number | boolean | undefined>>;

export function fill<E extends Element>(element: E, attributes: Values, children: readonly Child[]): E {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    element.setAttribute(name, value === true ? '' : String(value));
  }
  element.append(...children.filter((child): child is Node | string => child !== undefined && child !== ''));
  return element;
}

export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Values = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  return fill(document.createElement(tag), attributes, children);
}

export function s<K extends keyof SVGElementTagNameMap>(
  tag: K,
  attributes: Values = {},
  ...children: Child[]
): SVGElementTagNameMap[K] {
  return fill(document.createElementNS('http://www.w3.org/2000/svg', tag), attributes, children);
}

export function button(words: string, attributes: Values, run: () => void): HTMLButtonElement {
  const element = h('button', { type: 'button', ...attributes }, words);
  element.addEventListener('click', run);
  return element;
}

/** A label with its control. */
export function labelled(words: string, control: HTMLElement): HTMLLabelElement {
  return h('label', { class: 'field' }, h('span', {}, words), control);
}

/** A list to choose one of. */
export function choice(
  options: readonly { readonly key: string; readonly label: string }[],
  now: string,
  run: (key: string) => void,
  attributes: Values = {},
): HTMLSelectElement {
  const select = h('select', attributes, ...options.map(({ key, label }) => h('option', { value: key }, label)));
  select.value = now;
  select.addEventListener('change', () => run(select.value));
  return select;
}

/** A text in a picture: cut to a number of characters, whole in its tooltip. */
export function words(text: string, most: number, attributes: Values): SVGTextElement {
  const short = [...text].length > most ? `${[...text].slice(0, most - 1).join('')}…` : text;
  return s('text', attributes, short, short === text ? undefined : s('title', {}, text));
}
