/** A passage as a quotation, with its source and line. */
import * as vscode from 'vscode';
import { quotationOf } from '../../core/export';
import { argumentsOf } from '../../host/arguments';
import { Failure } from '../../host/commands';
import { whisper } from '../../host/messages';
import type { Services } from '../../host/services';
import { tagTarget } from '../../host/targets';

/** `{uri?, id?}`: puts the quotation on the clipboard and returns it. */
export async function copyQuotation(services: Services, args: unknown): Promise<string | undefined> {
  const target = await tagTarget(services, argumentsOf(args));
  if (!target) return undefined;
  const source = services.library.source(target.uri);
  if (!source) throw new Failure('The tags of this source could not be read. The log says why.');
  const quotation = quotationOf({ source, tag: target.tag });
  await vscode.env.clipboard.writeText(quotation);
  whisper('Copied: {0}', [quotation]);
  return quotation;
}
