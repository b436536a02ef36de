/** The details of the sources as CSV, one row for each; 'Import Source Details' reads it back. */
import type { SourceView } from '../corpus';
import { ownDetailKeys } from '../details/keys';
import { DETAIL_KEYS } from '../model';
import { csvOf, type CsvOptions } from '../text/csv';

/** `file` is the path below the workspace folder; the memo stands last. */
export function detailsCsv(sources: readonly SourceView[], options: CsvOptions = {}): string {
  const memo = sources.some(({ details }) => details.has('note'));
  const keys = [...DETAIL_KEYS, ...ownDetailKeys(sources)];
  const rows = sources.map(({ name, details }) => [
    name,
    ...keys.map((key) => details.get(key)),
    ...(memo ? [details.get('note')] : []),
  ]);
  return csvOf([['file', ...keys, ...(memo ? ['memo'] : [])], ...rows], options);
}
