/** Proposals of other extensions: judged as a file's are, and written only where they hold. */
import type { StancemarkAnswer, StancemarkApi, StancemarkProposal } from '../../api';
import { proposalsOf } from '../core/files/addresses';
import { proposalsText, withProposals } from '../core/proposals/add';
import { judge, type JudgeContext } from '../core/proposals/judge';
import type { Proposal } from '../core/proposals/model';
import { readProposals } from '../core/proposals/read';
import { say } from '../core/base/say';
import { VsCodeFiles } from './files';
import type { Services } from './services';

type Judgement = { readonly proposal: Proposal } | { readonly answer: StancemarkAnswer & { readonly proposed: false } };

export const propose =
  ({ library, proposals: desk }: Services): StancemarkApi['propose'] =>
  async (uri, wanted, from) => {
    await library.ensure(uri);
    const [text, source, codebook] = [await library.textOf(uri), library.source(uri), library.codebookOf(uri)];
    if (!text || !source || !codebook) throw new Error(say('There is no such source: {0}', uri));
    const context: JudgeContext = { text, codebook, source, live: (id) => library.rangesOf(uri, id) };
    const lying = await desk.openNow(uri);
    const known = new Set(lying.map(({ id }) => id));
    const judged = wanted.map((one) => judgementOn(one, from, context, known));
    const good = judged.flatMap((one) => ('proposal' in one ? [one.proposal] : []));
    if (good.length > 0) {
      const file = proposalsOf(uri);
      await new VsCodeFiles().update(file, (bytes) => {
        const after = withProposals(bytes ? new TextDecoder().decode(bytes) : '', good);
        if (after === undefined) throw new Error(say('This proposals file cannot be changed: {0}', file));
        return new TextEncoder().encode(after);
      });
      await desk.refresh(file);
    }
    return judged.map((one) => ('answer' in one ? one.answer : { proposed: true }));
  };

/** Read as it would be read from the file, and judged in the text as it is now. */
function judgementOn(
  { lines, quote, entity, stance, note }: StancemarkProposal,
  from: Parameters<StancemarkApi['propose']>[2],
  context: JudgeContext,
  known: Set<string>,
): Judgement {
  const refused = (code: (StancemarkAnswer & { proposed: false })['code'], reason: string): Judgement => ({
    answer: { proposed: false, code, reason },
  });
  if ((entity === undefined) === (stance === undefined)) {
    return refused('bad-proposal', say('A proposal has either an entity or a stance'));
  }
  const { who, version, date } = from;
  const proposal: Proposal = {
    lines,
    quote,
    meaning: stance ? { stance: { ...stance, via: stance.via && [...stance.via] } } : { entity: entity ?? '' },
    ...(note !== undefined && { note }),
    from: { who, ...(version !== undefined && { version }), ...(date !== undefined && { date }) },
  };
  const read = readProposals(proposalsText([proposal]));
  const result = read.ok && read.value.items.length === 1 ? judge(read.value.items, context) : undefined;
  const why = result?.refused[0];
  if (!result) return refused('bad-proposal', say('This is not a proposal.'));
  if (why) return refused(why.code, say(why.words, ...why.data));
  const [open] = result.open;
  if (!open || known.has(open.id)) return refused('known', say('It is proposed, tagged or rejected already.'));
  known.add(open.id);
  return { proposal };
}
