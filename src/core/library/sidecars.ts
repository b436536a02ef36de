/** The sidecars of a source, one for each layer: which of them there are, and those that somebody has asked for. */
import type { SidecarChange } from '../changes';
import { layerOf, sidecarOf } from '../files/addresses';
import type { Sidecar } from '../sidecar';
import type { YamlFile } from './yaml-file';

const NONE: ReadonlyMap<string, string> = new Map();

export type SheetFile = YamlFile<Sidecar, SidecarChange>;

export class Sidecars {
  private readonly asked = new Map<string, SheetFile>();
  /** Addresses of the sidecars that a listing has named, by layer. */
  private listed: ReadonlyMap<string, string> = NONE;

  constructor(
    /** The source's address. */
    private readonly source: string,
    private readonly make: (uri: string, layer: string) => SheetFile,
  ) {}

  /** The sidecar of a layer, whether there is one or not. */
  of(layer: string): SheetFile {
    let file = this.asked.get(layer);
    if (!file) {
      file = this.make(this.listed.get(layer) ?? sidecarOf(this.source, layer), layer);
      this.asked.set(layer, file);
    }
    return file;
  }

  /** The sidecars that were asked for so far. */
  get made(): ReadonlyMap<string, SheetFile> {
    return this.asked;
  }

  /** The layers that there are, the shared one first. */
  get layers(): readonly string[] {
    const all = new Set([...this.listed.keys(), ...this.asked.keys()]);
    return [...all].filter((layer) => this.has(layer)).sort();
  }

  /** Is there a sidecar of this layer, as far as is known? */
  has(layer: string): boolean {
    const file = this.asked.get(layer);
    return file?.isLoaded ? file.exists || file.hasPending : this.listed.has(layer);
  }

  /**
   * A listing names these sidecars of the source. Returns: are there other layers than before, and whose file was looked for under
   * another spelling of the coder's name, so that it is another one from now on?
   */
  list(uris: readonly string[]): { readonly others: boolean; readonly respelt: readonly string[] } {
    const listed = new Map<string, string>();
    // Of two that differ in the case of a name alone the one that is spelled as it is written here counts, or else the first.
    for (const uri of [...uris].sort()) {
      const layer = layerOf(uri);
      if (!listed.has(layer) || uri === sidecarOf(this.source, layer)) listed.set(layer, uri);
    }
    const before = this.listed;
    this.listed = listed;
    const respelt: string[] = [];
    for (const [layer, uri] of listed) {
      const file = this.asked.get(layer);
      if (!file || file.uri === uri || file.exists || file.hasPending) continue;
      file.dispose();
      this.asked.delete(layer);
      respelt.push(layer);
    }
    return { others: before.size !== listed.size || [...listed.keys()].some((layer) => !before.has(layer)), respelt };
  }

  dispose(): void {
    for (const file of this.asked.values()) file.dispose();
  }
}
