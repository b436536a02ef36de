import { readCodebook } from '../core/codebook';
import { isCodebookUri } from '../core/files/addresses';
import { decodeYaml, readSidecar } from '../core/sidecar';

/** The last look before new bytes take a file's place: they must read as a whole sidecar or codebook. Throws where they do not. */
export function mustRead(uri: string, bytes: Uint8Array): void {
  const text = decodeYaml(bytes);
  const reading = text.ok ? (isCodebookUri(uri) ? readCodebook(text.value) : readSidecar(text.value)) : text;
  if (!reading.ok) throw new Error(`What was to be written does not read as it should: ${reading.refusal.message}`);
}
