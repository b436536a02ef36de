/** Tagging: every command that makes, changes or removes a tag. */
import * as vscode from 'vscode';
import { argumentsOf } from '../../host/arguments';
import { Failure, registerCommands } from '../../host/commands';
import type { Services } from '../../host/services';
import { passageTarget } from '../../host/targets';
import { applyMeaning } from './apply';
import { editNote, editTag, removeTag, resizeTag, setTagRange } from './edit';
import { tagEntity } from './entity';
import { addPassage, nextPiece, removePiece } from './pieces';
import { tagStance } from './stance';
import { StickyMode } from './sticky';
import { replay } from './undo';

export function registerTagging(services: Services): vscode.Disposable {
  const sticky = new StickyMode(services);
  return vscode.Disposable.from(
    sticky,
    registerCommands(services.log, {
      tagEntity: (args) => tagEntity(services, args),
      tagStance: (args) => tagStance(services, args),
      repeatTag: (args) => repeatTag(services, args),
      stickyTag: (args) => sticky.toggle(args),
      endStickyTag: () => sticky.end(),
      editTag: (args) => editTag(services, args),
      editNote: (args) => editNote(services, args),
      removeTag: (args) => removeTag(services, args),
      setTagRange: (args) => setTagRange(services, args),
      growTag: (args) => resizeTag(services, args, true),
      shrinkTag: (args) => resizeTag(services, args, false),
      addPassage: (args) => addPassage(services, args),
      removePiece: (args) => removePiece(services, args),
      nextPiece: (args) => nextPiece(services, args),
      undoTagChange: () => replay(services, 'undo'),
      redoTagChange: () => replay(services, 'redo'),
    }),
  );
}

/** The last meaning on the new passage, no questions. */
async function repeatTag(services: Services, args: unknown): Promise<string | string[] | undefined> {
  const [meaning] = services.recents.meanings();
  if (!meaning) throw new Failure('Nothing has been tagged in this workspace yet, so there is nothing to repeat.');
  const target = await passageTarget(services, argumentsOf(args));
  const ids = await applyMeaning(services, target, meaning);
  return ids.length === 1 ? ids[0] : ids;
}
