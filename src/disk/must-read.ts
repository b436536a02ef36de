import { inPieces } from '../core/base/steps';
import { readCodebook } from '../core/codebook';
import { isCodebookUri } from '../core/files/addresses';
import { decodeYaml, readSidecarSteps } from '../core/sidecar';

/** The last look before new bytes take a file's place: they must read as a whole sidecar or codebook. Rejects where they do not. */
export async function mustRead(uri: string, bytes: Uint8Array): Promise<void> {
  const text = decodeYaml(bytes);
  const reading = !text.ok
    ? text
    : isCodebookUri(uri)
      ? readCodebook(text.value)
      : await inPieces(readSidecarSteps(text.value));
  if (!reading.ok) throw new Error(`What was to be written does not read as it should: ${reading.refusal.message}`);
}
