/** REFI-QDA in: `.qdpx` and `.qdc` as tools write them. Never validated by the XSD, which real files break. */
import type { Entity, EntityType, StanceValue } from '../model';
import { AXES, type Axis } from '../model';
import { FormatError, type InCode, type InDoc, type Incoming, type InPiece, type InSpan, type Loss } from './model';
import { entityFrom, ownFrom, type Own } from './own';
import { OWN_NOTE } from './refi-notes';
import { all, one, readXml, textOf, type Element } from './xml-read';
import { namesIn, unpack } from './zip';

interface Books {
  readonly codes: InCode[];
  readonly entities: Entity[];
  readonly types: EntityType[];
  readonly values: StanceValue[];
}

export function readQdc(bytes: Uint8Array): Incoming {
  const root = readXml(bytes);
  if (root.name !== 'CodeBook') throw new FormatError('The file is no REFI-QDA codebook.', 1, 1);
  const books = codesOf(root, new Map());
  const sets = all(one(root, 'Sets'), 'Set').length;
  return { what: whatOf('codebook', root), docs: [], ...books, left: sets > 0 ? [lossOf('sets of codes', sets)] : [] };
}

export function readQdpx(bytes: Uint8Array): Incoming {
  const names = namesIn(bytes, (name) => /^[^/]+\.qde$/i.test(name) || /\.txt$/i.test(name));
  const [only, ...more] = [...names].filter((name) => /\.qde$/i.test(name));
  if (only === undefined || more.length > 0) {
    throw new FormatError('The archive has not just one .qde file at its top: it is no REFI-QDA project.');
  }
  const root = readXml(unpack(bytes, new Set([only])).get(only) as Uint8Array);
  if (root.name !== 'Project') throw new FormatError('The .qde file is no REFI-QDA project.', 1, 1);
  const paths = all(one(root, 'Sources'), 'TextSource').flatMap((source) => source.attribute('plainTextPath') ?? []);
  const meant = new Set(paths.map(baseOf));
  const texts = textsIn(
    bytes,
    [...names].filter((name) => meant.has(baseOf(name))),
  );
  const notes = new Map<string, { own: unknown; text: string }>();
  for (const note of all(one(root, 'Notes'), 'Note')) {
    const text = one(note, 'PlainTextContent')?.text ?? '';
    const own = note.attribute('name') === OWN_NOTE ? parsed(text) : undefined;
    notes.set(guidOf(note), { own, text });
  }
  const users = new Map(all(one(root, 'Users'), 'User').map((user) => [guidOf(user), user.attribute('name') ?? '']));
  const books = codesOf(one(root, 'CodeBook'), notes);
  const variables = new Map(
    all(one(root, 'Variables'), 'Variable').map((variable) => [guidOf(variable), variable.attribute('name') ?? '']),
  );
  const counts = new Map<string, number>();
  const count = (what: string, by = 1): void => void (by > 0 && counts.set(what, (counts.get(what) ?? 0) + by));
  const docs = all(one(root, 'Sources'), 'TextSource').map((source): InDoc => {
    const path = source.attribute('plainTextPath');
    const inline = one(source, 'PlainTextContent')?.text;
    const text = (path === undefined ? undefined : texts.get(baseOf(path))) ?? inline;
    count('codings of whole sources', all(source, 'Coding').length);
    const details: Record<string, string> = Object.create(null) as Record<string, string>;
    for (const value of all(source, 'VariableValue')) {
      const name = variables.get(targetOf(one(value, 'VariableRef')));
      const said = value.children.find(({ name: kind }) => kind.endsWith('Value'))?.text;
      if (name !== undefined && said !== undefined && said !== '') details[name] = said;
    }
    return {
      name: source.attribute('name') || 'source',
      ...(text !== undefined && { text }),
      details,
      spans: spansOf(source, notes, users, count),
    };
  });
  for (const kind of ['PictureSource', 'PDFSource', 'AudioSource', 'VideoSource']) {
    count(`sources that are no text (${kind})`, all(one(root, 'Sources'), kind).length);
  }
  for (const [list, item] of [
    ['Sets', 'Set'],
    ['Graphs', 'Graph'],
  ] as const) {
    count(list.toLowerCase(), all(one(root, list), item).length);
  }
  const foreign = [...notes.values()].filter(({ own }) => own === undefined).length;
  count('notes of the project', foreign);
  return {
    what: whatOf('project', root),
    // Our own files leave no doubt.
    ...(/^Stancemark /.test(root.attribute('origin') ?? '') && {
      reading: { unit: 'code points', bom: false, crlf: 1, inclusive: false } as const,
    }),
    docs,
    ...books,
    left: [...counts].map(([what, many]) => lossOf(what, many)),
  };
}

/** So many texts are unpacked at a time: a large project is not held twice. */
const AT_ONCE = 32;

/** The texts of an archive by the last part of their names, in small letters. */
function textsIn(bytes: Uint8Array, names: readonly string[]): Map<string, string> {
  const texts = new Map<string, string>();
  for (let i = 0; i < names.length; i += AT_ONCE) {
    for (const [name, data] of unpack(bytes, new Set(names.slice(i, i + AT_ONCE)))) {
      texts.set(baseOf(name), textOf(data, true));
    }
  }
  return texts;
}

function baseOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).toLowerCase();
}

function spansOf(
  source: Element,
  notes: ReadonlyMap<string, { own: unknown; text: string }>,
  users: ReadonlyMap<string, string>,
  count: (what: string) => void,
): InSpan[] {
  const spans: InSpan[] = [];
  // Pieces of one tag of ours, gathered by its id.
  const ours = new Map<string, { own: Own; pieces: InPiece[] }>();
  for (const selection of all(source, 'PlainTextSelection')) {
    const name = selection.attribute('name') ?? '';
    const piece: InPiece = {
      start: Number(selection.attribute('startPosition')),
      end: Number(selection.attribute('endPosition')),
      ...(name.trim() !== '' && { quote: name, cut: true }),
    };
    const memo = one(selection, 'Description')?.text.trim();
    let codings = 0;
    for (const coding of selection.children) {
      if (coding.name !== 'Coding') continue;
      codings++;
      const own = ownFrom(ownNoteOf(coding, notes));
      if (own?.id !== undefined) {
        const known = ours.get(own.id);
        if (known) known.pieces.push(piece);
        else ours.set(own.id, { own, pieces: [piece] });
        continue;
      }
      const user = users.get(
        (coding.attribute('creatingUser') ?? selection.attribute('creatingUser') ?? '').toUpperCase(),
      );
      spans.push({
        pieces: [piece],
        code: targetOf(one(coding, 'CodeRef')),
        ...(user !== undefined && user.trim() !== '' && { by: user }),
        ...(memo !== undefined && memo !== '' && { note: memo }),
        label: guidOf(selection),
      });
    }
    if (codings === 0) count('selections without a code');
  }
  for (const [id, { own, pieces }] of ours) spans.push({ pieces, own, label: id });
  return spans;
}

function ownNoteOf(coding: Element, notes: ReadonlyMap<string, { own: unknown }>): unknown {
  for (const ref of coding.children) {
    const own = ref.name === 'NoteRef' ? notes.get(targetOf(ref))?.own : undefined;
    if (own !== undefined) return own;
  }
  return undefined;
}

function codesOf(book: Element | undefined, notes: ReadonlyMap<string, { own: unknown }>): Books {
  const books: Books = { codes: [], entities: [], types: [], values: [] };
  const walk = (element: Element, above: readonly string[]): void => {
    for (const code of all(element, 'Code')) {
      const path = [...above, code.attribute('name') ?? ''];
      const note = one(code, 'Description')?.text.trim();
      const color = code.attribute('color');
      books.codes.push({
        key: guidOf(code),
        path,
        codable: code.attribute('isCodable') !== 'false',
        ...(color !== undefined && { color }),
        ...(note !== undefined && note !== '' && { note }),
      });
      for (const ref of all(code, 'NoteRef')) ownBook(notes.get(targetOf(ref))?.own, books);
      walk(code, path);
    }
  };
  const codes = one(book, 'Codes');
  if (codes) walk(codes, []);
  return books;
}

/** What our own exports say of entities, types and values. */
function ownBook(own: unknown, books: Books): void {
  if (typeof own !== 'object' || own === null) return;
  const { entity, type, value } = own as Record<string, Record<string, unknown> | undefined>;
  const read = entityFrom(entity);
  if (read) books.entities.push(read);
  if (typeof type?.['id'] === 'string' && typeof type['label'] === 'string') {
    books.types.push({ id: type['id'], label: type['label'], ...colourOf(type['color']) });
  }
  if (typeof value?.['id'] === 'string' && typeof value['label'] === 'string' && AXES.includes(value['axis'] as Axis)) {
    books.values.push({
      id: value['id'],
      label: value['label'],
      axis: value['axis'] as Axis,
      ...colourOf(value['color']),
    });
  }
}

function colourOf(color: unknown): { color?: string } {
  return typeof color === 'string' && /^#[0-9a-f]{3,8}$/i.test(color) ? { color } : {};
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // A note of somebody's that happens to have this name.
    return undefined;
  }
}

function guidOf(element: Element): string {
  return (element.attribute('guid') ?? '').toUpperCase();
}

function targetOf(element: Element | undefined): string {
  return (element?.attribute('targetGUID') ?? '').toUpperCase();
}

function lossOf(what: string, count: number): Loss {
  return { what, count, tags: [] };
}

function whatOf(kind: string, root: Element): string {
  return `REFI-QDA ${kind} by ${root.attribute('origin') ?? 'an unknown tool'}`;
}
