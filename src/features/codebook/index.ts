/** The codebook as code: every command that changes entities and stance values with all that refers to them. */
import * as vscode from 'vscode';
import { fromHeader, registerCommands } from '../../host/commands';
import type { Services } from '../../host/services';
import { changeEntityId, changeEntityType, deleteEntity, mergeEntities, renameEntity, setParent } from './entities';
import { exportCodebook } from './export';
import { exportEntities, importEntities } from './list';
import { editProjectMemo, editSourceMemo, Memos } from './memo';
import { offerRecovery } from './recovery';
import { setSpeakers } from './speakers';
import { splitEntity } from './split';
import { deleteStanceValue, mergeStanceValues, recolor, renameStanceValue } from './values';

export function registerCodebook(services: Services): vscode.Disposable {
  const offered = services.leftBehind.onDidFind(() => void offerRecovery(services));
  const commands = registerCommands(services.log, {
    renameEntity: (args) => renameEntity(services, args),
    changeEntityId: (args) => changeEntityId(services, args),
    mergeEntities: (args) => mergeEntities(services, args),
    splitEntity: (args) => splitEntity(services, args),
    changeEntityType: (args) => changeEntityType(services, args),
    setParent: (args) => setParent(services, args),
    deleteEntity: (args) => deleteEntity(services, args),
    renameStanceValue: (args) => renameStanceValue(services, args),
    mergeStanceValues: (args) => mergeStanceValues(services, args),
    deleteStanceValue: (args) => deleteStanceValue(services, args),
    recolor: (args) => recolor(services, args),
    editProjectMemo: fromHeader((args) => editProjectMemo(services, args)),
    editSourceMemo: (args) => editSourceMemo(services, args),
    setSpeakers: fromHeader((args) => setSpeakers(services, args)),
    exportCodebook: fromHeader((args) => exportCodebook(services, args)),
    importEntities: fromHeader((args) => importEntities(services, args)),
    exportEntities: fromHeader((args) => exportEntities(services, args)),
  });
  return vscode.Disposable.from(new Memos(services), offered, commands);
}
