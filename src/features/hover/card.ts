/** What a hover says of one tag. */
import * as vscode from 'vscode';
import type { CodebookView, Corpus, SourceView } from '../../core/corpus';
import type { Voice } from '../../core/library/beside';
import { isMention, type MentionTag, type StanceTag, type Tag } from '../../core/model';
import { SHARED } from '../../core/files/addresses';
import { pieceCount, quoteOf } from '../../core/pieces';
import { entityTotals, surfaceFormOf } from '../../core/sums/totals';
import { sizeOf, TALLY_KEYS, type Tally } from '../../core/sums/tally';
import { stanceSentence } from '../../core/words/sentence';
import { voicePhrase } from '../../core/words/voice';
import { appendGuide, appendPlain, appendSentence, commandLink } from '../../host/card';
import { counted } from '../../core/words/count';

/** The commands that a card has links to, and no other. */
const LINKS: readonly (readonly [command: string, title: string])[] = [
  ['previousMention', 'Previous'],
  ['nextMention', 'Next'],
  ['showEntity', 'All mentions'],
  ['editTag', 'Edit'],
  ['removeTag', 'Remove'],
];

/** A link to a piece takes its number. So many are named at the most. */
const TO_PIECE = 'nextPiece';
const MOST_PIECES = 9;

/**
 * `complete` says whether every sidecar of the workspace was counted. `first`: no card stands above this one. `piece`: the number,
 * from 0, of the piece that the mouse is over.
 */
export function cardOf(
  corpus: Corpus,
  source: SourceView,
  tag: Tag,
  shown: {
    readonly complete: boolean;
    readonly first: boolean;
    readonly piece: number;
    /** The layers that say the same here, where all are shown. */
    readonly by?: readonly string[] | undefined;
  },
): vscode.MarkdownString {
  const card = new vscode.MarkdownString(shown.first ? '' : '---\n\n');
  const commands = [...LINKS.map(([command]) => command), ...(tag.also ? [TO_PIECE] : [])];
  card.isTrusted = { enabledCommands: commands.map((command) => `stancemark.${command}`) };
  if (isMention(tag)) appendMention(card, corpus, tag, shown.complete);
  else appendStance(card, corpus, tag);
  appendPieces(card, source, tag, shown.piece);
  if (source.placements.get(tag.id)?.kind === 'moved') {
    card.appendMarkdown(`\n\n*${vscode.l10n.t('Found again here; not accepted yet.')}*`);
  }
  if (tag.note) appendPlain(card.appendMarkdown(`\n\n${vscode.l10n.t('Note')} – `), tag.note);
  const about = { uri: source.uri, id: tag.id };
  const links = LINKS.map(([command, title]) => `[${vscode.l10n.t(title)}](${commandLink(command, about)})`);
  card.appendMarkdown(`\n\n${links.join(' · ')}`);
  const by = shown.by ?? [];
  if (by.length > 1) appendLayers(card.appendMarkdown(' · '), by);
  else if (tag.by) appendPlain(card.appendMarkdown(` · ${vscode.l10n.t('tagged by')} `), tag.by, 40);
  return card;
}

/** What others have tagged, where all layers are shown: to be read, so without a link that changes anything. */
export function asideCard(corpus: Corpus, { first, layers }: Voice, isFirst: boolean): vscode.MarkdownString {
  const card = new vscode.MarkdownString(isFirst ? '' : '---\n\n');
  const { codebook } = corpus;
  const { tag } = first;
  if (isMention(tag)) appendEntity(card, codebook, tag);
  else appendSaid(card, codebook, tag);
  if (tag.note) appendPlain(card.appendMarkdown(`\n\n${vscode.l10n.t('Note')} – `), tag.note);
  appendLayers(card.appendMarkdown('\n\n'), layers);
  return card;
}

/** 'tagged by ann, ben', or, of the shared layer, 'in the shared tags'. */
function appendLayers(card: vscode.MarkdownString, layers: readonly string[]): void {
  const coders = layers.filter((layer) => layer !== SHARED);
  if (coders.length > 0) appendPlain(card.appendMarkdown(`${vscode.l10n.t('tagged by')} `), coders.join(', '), 120);
  if (coders.length === layers.length) return;
  card.appendMarkdown(`${coders.length > 0 ? ' · ' : ''}${vscode.l10n.t('in the shared tags')}`);
}

/** 'Piece 2 of 3', with links to the others. */
function appendPieces(card: vscode.MarkdownString, source: SourceView, tag: Tag, piece: number): void {
  const count = pieceCount(tag);
  if (count === 1) return;
  const others = Array.from({ length: count }, (_, i) => i).filter((i) => i !== piece);
  const links = others.slice(0, MOST_PIECES).map((i) => {
    const about = { uri: source.uri, id: tag.id, piece: i + 1 };
    return `[${vscode.l10n.t('to piece {0}', i + 1)}](${commandLink(TO_PIECE, about)})`;
  });
  card.appendMarkdown(`\n\n${[vscode.l10n.t('Piece {0} of {1}', piece + 1, count), ...links].join(' · ')}`);
}

function appendMention(card: vscode.MarkdownString, corpus: Corpus, tag: MentionTag, complete: boolean): void {
  const { codebook } = corpus;
  const entity = codebook.entity(tag.entity);
  const form = surfaceFormOf(tag);
  appendEntity(card, codebook, tag);
  if (entity) appendGuide(card, entity);
  const totals = entityTotals(corpus).get(tag.entity);
  if (!totals) return;
  const { mentions, sources } = totals;
  const counts = vscode.l10n.t(
    '{0} in {1}, {2} with these words',
    counted(mentions, 'mention'),
    counted(sources, 'source'),
    totals.surfaceForms.get(form) ?? 0,
  );
  card.appendMarkdown(`\n\n${complete ? counts : vscode.l10n.t('{0} (still counting)', counts)}`);
  const seen = [
    ...(sizeOf(totals.toward) > 0 ? [vscode.l10n.t('Stances toward: {0}', tallyWords(totals.toward))] : []),
    ...(sizeOf(totals.held) > 0 ? [vscode.l10n.t('Stances held: {0}', tallyWords(totals.held))] : []),
  ];
  if (seen.length > 0) card.appendMarkdown(`\n\n${seen.join(' · ')}`);
}

function appendStance(card: vscode.MarkdownString, corpus: Corpus, tag: StanceTag): void {
  appendSaid(card, corpus.codebook, tag);
  const value = corpus.codebook.value(tag.stance.value);
  if (value) appendGuide(card, value);
  const toward = entityTotals(corpus).get(tag.stance.target)?.toward;
  if (!toward || sizeOf(toward) < 2) return;
  const name = corpus.codebook.entity(tag.stance.target)?.name ?? tag.stance.target;
  appendPlain(card.appendMarkdown(`\n\n${vscode.l10n.t('All stances toward')} `), name, 120);
  card.appendMarkdown(`: ${tallyWords(toward)}`);
}

/** Who is meant, and by which words. */
function appendEntity(card: vscode.MarkdownString, codebook: CodebookView, tag: MentionTag): void {
  const entity = codebook.entity(tag.entity);
  appendPlain(card.appendMarkdown('**'), entity?.name ?? tag.entity, 120).appendMarkdown('**');
  if (entity) appendPlain(card.appendMarkdown(' – '), codebook.type(entity.type)?.label ?? entity.type, 60);
  else card.appendMarkdown(` – ${vscode.l10n.t('not in the codebook')}`);
  appendPlain(card.appendMarkdown(' · “'), surfaceFormOf(tag), 160).appendMarkdown('”');
  if (tag.sense) card.appendMarkdown(`, ${vscode.l10n.t(tag.sense)}`);
}

/** Who says what of whom, and in which words. */
function appendSaid(card: vscode.MarkdownString, codebook: CodebookView, tag: StanceTag): void {
  appendSentence(card.appendMarkdown('**'), stanceSentence(codebook, tag.stance)).appendMarkdown('**; ');
  appendSentence(card, voicePhrase(codebook, tag.stance));
  appendPlain(card.appendMarkdown('\n\n“'), quoteOf(tag), 200).appendMarkdown('”');
}

/** '3 negative, 1 mixed'. */
function tallyWords(tally: Tally): string {
  return TALLY_KEYS.filter((key) => tally[key] > 0)
    .map((key) => `${tally[key]} ${vscode.l10n.t(key)}`)
    .join(', ');
}
