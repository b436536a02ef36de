/** Figures of mentions and of whole sources: who is named how often, where, with whom, and how far a source is tagged. */
import {
  coMentionsTable,
  coverageTable,
  entityMentionsTable,
  mentionsTable,
  sourceMentionsTable,
} from '../export/mention-tables';
import { tiesTable } from '../export/stance-tables';
import { part, type Steps } from '../base/steps';
import { coMentionSteps, coverageSteps, mentionSteps, type Selection } from '../sums';
import { counted } from '../words/count';
import { captionOf, emptyIf, noMentions, once, within, type Figure } from './figure';
import {
  bySourcePicture,
  coMentionsPicture,
  coveragePicture,
  entityBySourcePicture,
  mentionsPicture,
  networkPicture,
  sourceMentionsOf,
} from './pictures';
import { say } from '../base/say';

const mentionsOnce = once(mentionSteps);
const coMentionsOnce = once(function* (selection) {
  return yield* coMentionSteps(selection, yield* mentionsOnce(selection));
});

/** How far each source is tagged. */
export function* coverageFigure(selection: Selection): Steps<Figure> {
  const coverage = yield* coverageSteps(selection);
  const { untagged, partly, tagged } = coverage.counts;
  return {
    ...{ id: 'coverage', title: say('Coverage of the sources') },
    caption: captionOf(
      selection,
      say(
        '{0}: {1} untagged, {2} partly tagged (fewer than half of the paragraphs hold a tag), {3} tagged.',
        counted(coverage.rows.length, 'source'),
        untagged,
        partly,
        tagged,
      ),
      say(
        'A bar counts the tags that the filters let through; lost tags are shown here and left out of every other figure.',
      ),
    ),
    picture: coveragePicture(coverage),
    table: coverageTable(coverage),
    empty: emptyIf(coverage.rows.length === 0, () =>
      say('There is no source here. Open a folder with .txt files, or take a filter away.'),
    ),
  };
}

/** Who is named how often, by entity, by source, or both. */
export function* mentionsFigure(selection: Selection, id: 'mentions' | 'bySource' | 'entityBySource'): Steps<Figure> {
  const mentions = yield* part(mentionsOnce(selection), 0, 0.5);
  const empty = emptyIf(mentions.count === 0, noMentions);
  const sums = say(
    '{0} {1}. A mention says that a passage names an entity, and nothing about what is thought of it.',
    counted(mentions.count, 'mention'),
    within(selection, mentions.inSources),
  );
  if (id === 'bySource') {
    const list = yield* part(sourceMentionsOf(selection.groups), 0.5, 1);
    const title = say('Mentions by source');
    return {
      id,
      title,
      caption: captionOf(selection, sums),
      picture: bySourcePicture(list),
      table: sourceMentionsTable(list, mentions.leftOut),
      empty,
    };
  }
  if (id === 'mentions') {
    const title = say('Mentions by entity');
    return {
      id,
      title,
      caption: captionOf(selection, sums),
      picture: mentionsPicture(mentions),
      table: entityMentionsTable(mentions, selection.corpus.codebook),
      empty,
    };
  }
  const some =
    mentions.rows.length > 20 ? say('The picture shows the 20 entities with most mentions, the table all.') : '';
  return {
    ...{ id, title: say('Mentions by entity and source'), caption: captionOf(selection, sums, some) },
    picture: yield* entityBySourcePicture(selection.corpus, mentions),
    ...{ table: mentionsTable(mentions), empty },
  };
}

/** Who is named together with whom; the network has the stances between them as well. */
export function* togetherFigure(selection: Selection, id: 'coMentions' | 'network'): Steps<Figure> {
  const together = yield* coMentionsOnce(selection);
  if (id === 'coMentions') {
    return {
      ...{ id, title: say('Entities named in one paragraph') },
      caption: captionOf(
        selection,
        say(
          'Each mark counts the paragraphs in which both entities are mentioned: that they are named together says nothing of their stances.',
        ),
        together.more > 0 ? say('{0} with fewer mentions left out.', counted(together.more, 'entity')) : '',
      ),
      ...{ picture: coMentionsPicture(together), table: coMentionsTable(selection.corpus, together) },
      empty: emptyIf(
        together.edges.length === 0,
        () => `${say('No two entities are mentioned in one paragraph here.')} ${noMentions()}`,
      ),
    };
  }
  return {
    ...{ id, title: say('Stances between entities') },
    caption: captionOf(
      selection,
      say(
        'Grey lines join entities that are named in one paragraph; arrows sum the stance tags from a holder to a target, with the sign of their balance. The arrows come from stance tags alone, never from mentions.',
      ),
      say('Authors, and stances toward oneself, have no arrow; the table has the latter.'),
    ),
    ...{ picture: networkPicture(selection.corpus, together), table: tiesTable(selection.corpus, together) },
    empty: emptyIf(together.nodes.length === 0, noMentions),
  };
}
