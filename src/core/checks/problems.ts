/** What is wrong with a source's sidecar, or with a codebook: as data, with places in the YAML text. */
import type { CodebookFile } from '../codebook';
import type { CodebookView, SourceView } from '../corpus';
import { AUTHOR, isMention, type Fault, type Refusal, type Tag } from '../model';
import { coderName } from '../files/addresses';
import { quoteOf } from '../pieces';
import type { Sidecar, TagField } from '../sidecar';

export type ProblemCode = Fault['code'] | 'refused' | 'lost' | 'moved' | 'unknown-type' | 'other-coder';

export interface Problem {
  readonly code: ProblemCode;
  readonly severity: 'error' | 'warning' | 'information';
  /** Words of ours; `{0}`, `{1}` are the texts of `data`, which come from files. */
  readonly words: string;
  readonly data: readonly string[];
  /** Where it stands in the YAML text, in UTF-16 offsets. */
  readonly from: number;
  readonly to: number;
  /** The tag that it is about. */
  readonly tag?: Tag;
  /** The id that is not in the codebook, and the key that refers to it; for a duplicate id the one to give instead. */
  readonly id?: string;
  /** What to write there instead, where that is known. */
  readonly instead?: string;
  readonly field?: TagField;
}

/** A file with more problems than this is broken as a whole: the first ones say enough. */
const MOST = 300;

/**
 * Problems of a sidecar in the order of its text; those about a tag's place are shown in the source too. `most`: after so many
 * no more are looked for.
 */
export function problemsOfSource(
  source: SourceView,
  sidecar: Sidecar | undefined,
  codebook: CodebookView | undefined,
  most = MOST,
): readonly Problem[] {
  const problems: Problem[] = source.refusal ? [refused(source.refusal)] : [];
  // While the file is refused, the last good state is shown; its places say nothing about the text that is there now.
  if (!sidecar || source.refusal) return problems;
  for (const fault of source.faults.slice(0, most)) problems.push(ofFault(fault));
  for (const tag of sidecar.tags) {
    if (problems.length >= most) break;
    const placement = source.placements.get(tag.id)?.kind;
    if (placement === 'lost' || placement === 'moved') problems.push(displaced(sidecar, tag, placement));
    if (codebook && !codebook.refusal) problems.push(...unknown(sidecar, tag, codebook));
    if (source.layer !== undefined && tag.by !== undefined && coderName(tag.by) !== source.layer) {
      problems.push(byAnother(sidecar, tag, source.layer));
    }
  }
  return problems.sort((a, b) => a.from - b.from || a.to - b.to);
}

/** Problems of a codebook; `file` is its text as it was read. */
export function problemsOfCodebook(
  codebook: CodebookView,
  file: CodebookFile | undefined,
  most = MOST,
): readonly Problem[] {
  if (codebook.refusal) return [refused(codebook.refusal)];
  const problems = codebook.faults.map(ofFault);
  for (const { id, type } of file ? codebook.entities : []) {
    if (codebook.type(type) || problems.length >= most) continue;
    const place = file?.fieldRange(id, 'type') ?? file?.rangeOfEntity(id) ?? { from: 0, to: 0 };
    const words = 'The codebook has no entity type “{0}”.';
    problems.push({
      code: 'unknown-type',
      severity: 'warning',
      words,
      data: [type],
      from: place.from,
      to: place.to,
      id: type,
    });
  }
  return problems.slice(0, most);
}

function refused(refusal: Refusal): Problem {
  return {
    code: 'refused',
    severity: 'error',
    words: refusal.detail
      ? '{0} ({1}) Nothing is written here until it is mended.'
      : '{0} Nothing is written here until it is mended.',
    data: refusal.detail ? [sentence(refusal.message), refusal.detail] : [sentence(refusal.message)],
    from: refusal.from,
    to: refusal.to,
  };
}

function ofFault(fault: Fault): Problem {
  return {
    code: fault.code,
    severity: fault.code === 'bad-tag' || fault.code === 'duplicate-id' ? 'error' : 'warning',
    words: fault.detail ? '{0}: {1}' : '{0}',
    data: fault.detail ? [fault.message, fault.detail] : [fault.message],
    from: fault.from,
    to: fault.to,
    id: fault.id,
    instead: fault.instead,
  };
}

function sentence(message: string): string {
  return /[.!?]$/.test(message) ? message : `${message}.`;
}

function displaced(sidecar: Sidecar, tag: Tag, kind: 'lost' | 'moved'): Problem {
  const at = sidecar.fieldRange(tag.id, 'at') ?? sidecar.rangeOf(tag.id) ?? { from: 0, to: 0 };
  return {
    code: kind,
    severity: kind === 'lost' ? 'warning' : 'information',
    words:
      kind === 'moved'
        ? 'The passage “{0}” was found at another place.'
        : tag.also
          ? 'Not every piece of “{0}” was found beyond doubt: this tag is lost and counted nowhere.'
          : 'The passage “{0}” was not found beyond doubt: this tag is lost and counted nowhere.',
    data: [quoteOf(tag)],
    from: at.from,
    to: at.to,
    tag,
  };
}

/** In a coder's own file every tag is that coder's. */
function byAnother(sidecar: Sidecar, tag: Tag, layer: string): Problem {
  const place = sidecar.fieldRange(tag.id, 'by') ?? sidecar.rangeOf(tag.id) ?? { from: 0, to: 0 };
  return {
    code: 'other-coder',
    severity: 'warning',
    words: 'This file belongs to the coder “{0}”, and the tag is by “{1}”. Move it to that coder’s file.',
    data: [layer, tag.by ?? ''],
    from: place.from,
    to: place.to,
    tag,
  };
}

function unknown(sidecar: Sidecar, tag: Tag, codebook: CodebookView): Problem[] {
  const problems: Problem[] = [];
  const add = (field: TagField, id: string, code: 'unknown-entity' | 'unknown-value'): void => {
    const place = sidecar.fieldRange(tag.id, field) ?? sidecar.rangeOf(tag.id) ?? { from: 0, to: 0 };
    const words =
      code === 'unknown-entity' ? 'The codebook has no entity “{0}”.' : 'The codebook has no stance value “{0}”.';
    problems.push({ code, severity: 'warning', words, data: [id], from: place.from, to: place.to, tag, id, field });
  };
  const entity = (field: TagField, id: string): void => {
    if (!codebook.entity(id)) add(field, id, 'unknown-entity');
  };
  if (isMention(tag)) {
    entity('entity', tag.entity);
    return problems;
  }
  const { holder, target, value, via } = tag.stance;
  if (holder !== AUTHOR) entity('holder', holder);
  entity('target', target);
  if (!codebook.value(value)) add('value', value, 'unknown-value');
  for (const id of via ?? []) if (id !== AUTHOR) entity('via', id);
  return problems;
}
