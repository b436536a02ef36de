/** Every format by its name: a corpus → files and what they lose. */
import { bratOf } from './brat-write';
import { casOf } from './cas-write';
import type { Format, Loss, Outgoing, Written } from './model';
import { dnaOf, gephiCsv, gexfOf } from './network-write';
import { qdcOf } from './refi-codes';
import { qdpxOf } from './refi-write';
import { stamOf } from './stam-write';
import { tableJsonl, tableLosses, tableParquet, tableText } from './table-write';
import { iobOf, trainingJsonl, type JsonlProfile } from './tokens-write';
import { w3cOf } from './w3c-write';

/** The same input gives the same bytes. One file has the name `''`; several have names of their own. */
export async function write(out: Outgoing, format: Format, profile?: string): Promise<Written> {
  const one = (text: string | Uint8Array, losses: readonly Loss[]): Written => ({
    files: new Map([['', typeof text === 'string' ? new TextEncoder().encode(text) : text]]),
    losses,
  });
  switch (format) {
    case 'qdpx': {
      const { bytes, losses } = qdpxOf(out);
      return one(bytes, losses);
    }
    case 'qdc': {
      const { text, losses } = qdcOf(out);
      return one(text, losses);
    }
    case 'brat':
      return bratOf(out, profile === 'relations' ? 'relations' : 'events');
    case 'w3c': {
      const { text, losses } = w3cOf(out);
      return one(text, losses);
    }
    case 'cas':
      return casOf(out, profile === 'views' ? 'views' : 'files');
    case 'stam': {
      const { text, losses } = stamOf(out);
      return one(text, losses);
    }
    case 'conll':
    case 'iob2': {
      const { text, losses } = iobOf(out, format);
      return one(text, losses);
    }
    case 'jsonl': {
      if (profile !== undefined && profile !== 'passages') {
        const { text, losses } = trainingJsonl(out, profile as JsonlProfile);
        return one(text, losses);
      }
      return one(tableJsonl(out), tableLosses(out));
    }
    case 'csv':
    case 'tsv':
      return one(tableText(out, format, profile === 'excel'), tableLosses(out));
    case 'parquet':
      return one(await tableParquet(out), tableLosses(out));
    case 'dna': {
      const { text, losses } = dnaOf(out);
      return one(text, losses);
    }
    case 'gexf': {
      if (profile === 'nodes-edges') return gephiCsv(out);
      const { text, losses } = gexfOf(out);
      return one(text, losses);
    }
  }
}
