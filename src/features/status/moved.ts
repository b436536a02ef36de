/** Tags that were lost or found again elsewhere: one after the other, and accepting their new places. */
import * as vscode from 'vscode';
import type { SourceView } from '../../core/corpus';
import type { Tag } from '../../core/model';
import { quoteOf } from '../../core/pieces';
import { sourcesFrom } from '../../core/tree/walk';
import { argumentsOf, optionalFlag, optionalText } from '../../host/arguments';
import { Failure } from '../../host/commands';
import { keyOf, uriOf } from '../../host/convert';
import { goTo } from '../../host/goto';
import { inform, whisper } from '../../host/messages';
import type { Services } from '../../host/services';
import { sourceTarget } from '../../host/targets';
import { tagsUnder } from '../../host/under';
import { placeLostTag } from './place';
import { counted } from '../../core/words/count';

export interface ProblemTag {
  readonly uri: string;
  readonly id: string;
  readonly kind: 'lost' | 'moved';
}

export class ProblemWalk {
  private last: { uri: string; id: string } | undefined;

  constructor(private readonly services: Services) {}

  /**
   * `{ask?}`: goes to the next lost or moved tag: in this source, then in the others. A lost one asks for its place, a moved one
   * offers to be accepted, unless `ask` is false. Returns the tag; undefined: there is none.
   */
  async next(args: unknown): Promise<ProblemTag | undefined> {
    const given = argumentsOf(args);
    const found = await this.find();
    if (!found) {
      whisper('No tag is lost or moved.');
      return undefined;
    }
    const { source, tag, kind } = found;
    this.last = { uri: source.uri, id: tag.id };
    if (kind === 'moved') await goTo(this.services, source.uri, tag);
    else await vscode.window.showTextDocument(uriOf(source.uri));
    if (optionalFlag(given, 'ask') ?? true) void this.offer(found);
    return { uri: source.uri, id: tag.id, kind };
  }

  private async offer({ source, tag, kind }: Found): Promise<void> {
    const about = { uri: source.uri, id: tag.id };
    try {
      if (kind === 'lost') {
        await placeLostTag(this.services, about);
        return;
      }
      const answer = await inform(
        'Was “{0}” found again at the right place?',
        [quoteOf(tag)],
        'Accept',
        'Accept All',
        'Next',
      );
      if (answer === 'Accept') await this.services.library.accept(source.uri, [tag.id]);
      if (answer === 'Accept All') await this.services.library.accept(source.uri);
      if (answer === 'Next') await this.next({});
    } catch (error) {
      this.services.log.error(`nextProblemTag: ${String(error)}`);
    }
  }

  private async find(): Promise<Found | undefined> {
    const { library } = this.services;
    await this.services.readAll();
    const active = vscode.window.activeTextEditor?.document.uri;
    const here = active && library.source(keyOf(active)) ? keyOf(active) : this.last?.uri;
    const corpora = library.corpora();
    const own = corpora.find((corpus) => corpus.sources.some((source) => source.uri === here));
    const order = [
      ...(own ? sourcesFrom(own.sources, here, 1) : []),
      ...corpora.filter((corpus) => corpus !== own).flatMap((corpus) => corpus.sources),
    ];
    const current = own?.sources.find((source) => source.uri === here);
    const rest = current ? troubles(current) : [];
    const at = this.last?.uri === here ? rest.findIndex((one) => one.tag.id === this.last?.id) : -1;
    return rest[at + 1] ?? order.flatMap((source) => troubles(source).slice(0, 1))[0];
  }
}

interface Found {
  readonly source: SourceView;
  readonly tag: Tag;
  readonly kind: 'lost' | 'moved';
}

function troubles(source: SourceView): Found[] {
  if (source.placements.size === 0) return [];
  return source.tags.flatMap((tag): Found[] => {
    const kind = source.placements.get(tag.id)?.kind;
    return kind === 'lost' || kind === 'moved' ? [{ source, tag, kind }] : [];
  });
}

/** `{uri?, id?}`: the tag named, or the moved one at the cursor. Returns how many were accepted. */
export async function acceptMoved(services: Services, args: unknown): Promise<number> {
  const given = argumentsOf(args);
  const target = await sourceTarget(services, given);
  const id = optionalText(given, 'id') ?? (await movedAtCursor(services, target.document));
  return services.library.accept(target.uri, [id]);
}

async function movedAtCursor(services: Services, document: vscode.TextDocument): Promise<string> {
  const editor = vscode.window.visibleTextEditors.find((one) => one.document === document);
  const source = services.library.source(keyOf(document.uri));
  const under = editor ? await tagsUnder(services, document, editor.selection.active) : [];
  const moved = under.find(({ tag }) => source?.placements.get(tag.id)?.kind === 'moved');
  if (!moved) throw new Failure('There is no moved tag at the cursor.');
  return moved.tag.id;
}

/** `{uri?}`. Returns how many were accepted. */
export async function acceptAllMoved(services: Services, args: unknown): Promise<number> {
  const target = await sourceTarget(services, argumentsOf(args));
  const accepted = await services.library.accept(target.uri);
  whisper('{0} accepted.', [counted(accepted, 'place')]);
  return accepted;
}
