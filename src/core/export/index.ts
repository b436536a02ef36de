export { csvOf, parseCsv, unguard, type Cell, type CsvOptions } from '../text/csv';
export { decodeList, type DecodedList } from './decode';
export { entitiesCsv, ENTITY_COLUMNS } from './entities';
export {
  importChanges,
  previewEntities,
  type ImportPreview,
  type ImportRow,
  type ImportStatus,
} from './import-entities';
export { kwicOf, type Kwic, type KwicOptions } from './kwic';
export { asDocument, citationLine, citationOf, lineOf, meaningOf, quotationOf, type Citation } from './quotation';
export { type Made, type Report } from './report';
export { codebookHtml, codebookMarkdown } from './codebook-write';
export { htmlReport } from './report-html';
export { markdownReport } from './report-markdown';
export * from './mention-tables';
export * from './passages-table';
export * from './stance-tables';
export * from './table';
