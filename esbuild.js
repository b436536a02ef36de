// Builds the extension: `node esbuild.js [--production] [--watch]`; the command line alone: `node esbuild.js --cli [--into=FILE]`.
//   dist/extension.js        both extension hosts: desktop and remote, web worker
//   dist/node.js             what only Node can do: safe writing of local files
//   dist/exchange.js         other tools' formats, loaded when first needed; in the web as a worker
//   dist/page/findings.js    the script of the Findings page
//   dist/words/*.json        its words in other languages, from l10n/
//   dist/cli/stancemark.mjs  the command line; in parts/ beside it what a command loads when it is called
const esbuild = require('esbuild');
const fs = require('node:fs');
const path = require('node:path');
const terser = require('terser');

const production = process.argv.includes('--production');
const watch = process.argv.includes('--watch');
const cliAlone = process.argv.includes('--cli');
const into = process.argv.find((word) => word.startsWith('--into='))?.slice('--into='.length);

/**
 * A minified extension bundle must stay below this, in bytes: it is read at each start of the window. The three-way merge, the
 * offers of the stance pick and the tables of scripts took the last 80 kB; in the web host nothing can be loaded later.
 * What people are asked and shown by 'Export…' and 'Import…' is another 24 kB; the formats themselves are a bundle apart.
 * How far coders agree is another 40 kB: figures, tables and words that Findings and its exports share with all other figures.
 * The codebook as a method, memos, history from git and the details of sources are another 40 kB: small parts that share nearly all
 * they need with the rest.
 * Layers of several coders and deciding between them are another 30 kB: their keys, colours and words are needed at once.
 * Lists of sources from reference managers and the history of a tag are another 20 kB.
 * Originals of split texts that are set aside with their tags, and proposals whose lines have moved, are another 8 kB.
 * All layers at once, to be read, are another 8 kB: they stand in text, hovers and trees, which are all needed at once.
 * Sources of very many tags looked at in turns, plurals by language, and enumerations item by item are the last 10 kB; saves of very
 * many tags looked through beforehand, and refrains that go with their verses, another 2 kB.
 */
const LIMIT = 920_000;

const PAGE = 'src/features/findings/page/main.ts';

/** What only Node can do has a twin in the extension's bundle, which loads it from a file beside where there is a Node. @type {esbuild.Plugin} */
const nodeApart = {
  name: 'node-apart',
  setup(build) {
    build.onResolve({ filter: /(^|\/)local$/ }, ({ path: wanted, resolveDir }) =>
      path.resolve(resolveDir, wanted) === path.resolve('src/disk/local')
        ? { path: path.resolve('src/disk/local.either.ts') }
        : undefined,
    );
    build.onResolve({ filter: /^\.\/node\.js$/ }, () => ({ path: './node.js', external: true }));
  },
};

/** @type {esbuild.BuildOptions} */
const shared = {
  bundle: true,
  target: 'es2022',
  charset: 'utf8',
  minify: production,
  sourcemap: !production,
  sourcesContent: false,
  logLevel: 'warning',
  metafile: true,
};

/**
 * For Node the package `yaml` offers scripts, of which nothing can be left out; its ES modules do for both, and what is not used of
 * them is left out (none does anything by being loaded; their folder has no package.json that says so). @type {esbuild.Plugin}
 */
const yamlInParts = {
  name: 'yaml-in-parts',
  setup(build) {
    build.onResolve({ filter: /^yaml$/ }, () => ({
      path: path.join(__dirname, 'node_modules/yaml/browser/index.js'),
      sideEffects: false,
    }));
    build.onResolve({ filter: /^\.\.?\// }, ({ path: wanted, importer, resolveDir }) =>
      /[\\/]yaml[\\/]browser[\\/]/.test(importer)
        ? { path: path.resolve(resolveDir, wanted), sideEffects: false }
        : undefined,
    );
  },
};

/** Functions of a module that never run, each in a line that says so. @param {readonly string[]} names */
const unused = (names) =>
  names.map((name) => `export function ${name}() { throw new Error('Not built in: ${name}'); }`).join('\n');

/**
 * Scalars are read as they are written (schema `failsafe`), and files with tags or directives are refused before a schema could
 * matter (`core/yaml/judge.ts`): the other schemas would be 10 kB that never run. Nor does what writes YAML, another 15 kB: files
 * are edited by their text (`core/yaml/write.ts`). @type {esbuild.Plugin}
 */
const readAlone = {
  name: 'read-alone',
  setup(build) {
    build.onLoad({ filter: /yaml[\\/]browser[\\/]dist[\\/]schema[\\/]tags\.js$/ }, () => ({
      contents: `
        import { map } from './common/map.js';
        import { seq } from './common/seq.js';
        import { string } from './common/string.js';
        export const coreKnownTags = {};
        export const getTags = (_, schema) => {
          if (schema !== 'failsafe') throw new Error('Only the schema failsafe is built in.');
          return [map, seq, string];
        };`,
    }));
    build.onLoad({ filter: /yaml[\\/]browser[\\/]dist[\\/]stringify[\\/]\w+\.js$/ }, ({ path: file }) => {
      const exported = /export \{ (.*) \};/.exec(fs.readFileSync(file, 'utf8'))?.[1] ?? '';
      return { contents: unused(exported.split(', ')) };
    });
  },
};

/**
 * Exports to Parquet have texts and whole numbers, plain: encodings, filters and kinds of columns that never run are left out.
 * @type {esbuild.Plugin}
 */
const plainColumnsAlone = {
  name: 'plain-columns-alone',
  setup(build) {
    /** @type {Record<string, readonly string[]>} */
    const kinds = {
      variant: ['encodeVariantColumn', 'autoDetectShredding', 'normalizeShreddingConfig'],
      wkb: ['geojsonToWkb'],
      geospatial: ['geospatialStatistics'],
      delta: ['deltaBinaryPack', 'deltaLengthByteArray', 'deltaByteArray'],
      splitstream: ['writeByteStreamSplit'],
    };
    const filter = /hyparquet-writer[\\/]src[\\/](variant|wkb|geospatial|delta|splitstream)\.js$/;
    build.onLoad({ filter }, ({ path: file }) => ({ contents: unused(kinds[path.basename(file, '.js')] ?? []) }));
  },
};

/** `vscode.l10n.t` says our own words. @type {esbuild.Plugin} */
const ownWords = {
  name: 'own-words',
  setup(build) {
    const said = path.join(__dirname, 'src/host/said.ts');
    build.onResolve({ filter: /^vscode$/ }, ({ importer }) =>
      importer === said ? { path: 'vscode', external: true } : { path: said },
    );
  },
};

/** The bundle of exchange stands beside the extension's own and is required when it is first needed. @type {esbuild.Plugin} */
const exchangeApart = {
  name: 'exchange-apart',
  setup(build) {
    build.onResolve({ filter: /core\/formats\/jobs$/ }, ({ kind }) =>
      kind === 'dynamic-import' ? { path: './exchange.js', external: true } : undefined,
    );
  },
};

/** @type {esbuild.BuildOptions} */
const extension = {
  ...shared,
  entryPoints: ['src/extension.ts'],
  format: 'cjs',
  plugins: [yamlInParts, readAlone],
};

/** @type {esbuild.BuildOptions} */
const cli = {
  ...shared,
  // What a command does not need is not even read: compiling all of it takes longer than most commands.
  entryPoints: { [into ? path.basename(into, '.mjs') : 'stancemark']: 'src/cli/main.ts' },
  outdir: into ? path.dirname(into) : 'dist/cli',
  outExtension: { '.js': '.mjs' },
  splitting: true,
  chunkNames: 'parts/[hash]',
  format: 'esm',
  platform: 'node',
  target: 'node20',
  plugins: [yamlInParts, readAlone, plainColumnsAlone],
};

/** @type {esbuild.BuildOptions[]} */
const outputs = [
  {
    ...extension,
    platform: 'browser',
    outfile: 'dist/extension.js',
    plugins: [ownWords, yamlInParts, readAlone, nodeApart, exchangeApart],
    // `require`, which the extension host resolves beside this file.
    supported: { 'dynamic-import': false },
  },
  {
    ...shared,
    platform: 'node',
    format: 'cjs',
    entryPoints: ['src/disk/local.ts'],
    outfile: 'dist/node.js',
  },
  {
    ...shared,
    platform: 'browser',
    format: 'iife',
    globalName: 'exchange',
    footer: { js: "if (typeof module === 'object') module.exports = exchange;" },
    entryPoints: ['src/core/formats/worker.ts'],
    outfile: 'dist/exchange.js',
    plugins: [yamlInParts, plainColumnsAlone],
  },
];
if (fs.existsSync(PAGE)) {
  outputs.push({
    ...shared,
    entryPoints: [PAGE],
    format: 'iife',
    platform: 'browser',
    outfile: 'dist/page/findings.js',
  });
}

/** As `wordKey` (`src/core/base/say.ts`). @param {string} english */
function wordKey(english) {
  let hash = 0x811c9dc5;
  for (let i = 0; i < english.length; i++) hash = Math.imul(hash ^ english.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

/**
 * Packs the translations: `keys.json` once for all languages, and for each the words in its order, null where it has none.
 * Each sentence named by its whole English in five files is 85 kB more of the package.
 */
function packWords() {
  const locales = fs.readdirSync('l10n').flatMap((name) => /^bundle\.l10n\.(.+)\.json$/.exec(name)?.[1] ?? []);
  /** @type {Record<string, string>[]} */
  const bundles = locales.map((locale) => JSON.parse(fs.readFileSync(`l10n/bundle.l10n.${locale}.json`, 'utf8')));
  const english = [...new Set(bundles.flatMap((bundle) => Object.keys(bundle)))].sort();
  const keys = Uint32Array.from(english, wordKey);
  if (new Set(keys).size < keys.length) throw new Error('Two sentences have the same key: change a word of one.');
  fs.mkdirSync('dist/words', { recursive: true });
  const put = (/** @type {string} */ name, /** @type {unknown} */ content) =>
    fs.writeFileSync(`dist/words/${name}.json`, JSON.stringify(content));
  put('keys', { locales, keys: Buffer.from(keys.buffer).toString('base64') });
  locales.forEach((locale, i) =>
    put(
      locale,
      english.map((words) => bundles[i]?.[words] ?? null),
    ),
  );
}

/** Names each thing by how often it is named, over the whole bundle: 20 kB less to download than what esbuild leaves. */
async function shorten() {
  for (const { outfile, format } of outputs) {
    if (!outfile) continue;
    const text = fs.readFileSync(outfile, 'utf8');
    const { code = text } = await terser.minify(text, {
      ecma: 2020,
      toplevel: format === 'cjs',
      compress: { passes: 2 },
    });
    fs.writeFileSync(outfile, code);
  }
}

/**
 * Says the minified size of the bundles, whatever this build is. Too large a bundle fails the build of the package;
 * while developing it is a warning, so that the rest can be tried.
 */
async function checkSizes() {
  for (const output of outputs.filter((each) => each.format === 'cjs' && each.outfile?.endsWith('extension.js'))) {
    const { outputFiles = [] } = await esbuild.build({ ...output, minify: true, sourcemap: false, write: false });
    const bytes = outputFiles.reduce((sum, file) => sum + file.contents.length, 0);
    const size = `${output.outfile}: ${(bytes / 1000).toFixed(1)} kB minified, of ${LIMIT / 1000} kB`;
    if (bytes < LIMIT) {
      console.log(size);
      continue;
    }
    console.error(`The bundle is too large. ${size}`);
    if (production) {
      process.exitCode = 1;
    }
  }
}

/** Its parts are named by what is in them: those of other builds are left over. Never all of them: it may be packed at this moment. */
async function buildCli() {
  const { metafile } = await esbuild.build(cli);
  const parts = path.join(cli.outdir ?? '', 'parts');
  const now = new Set(Object.keys(metafile?.outputs ?? {}).map((file) => path.basename(file)));
  for (const name of fs.readdirSync(parts)) if (!now.has(name)) fs.rmSync(path.join(parts, name), { force: true });
}

async function main() {
  if (cliAlone) {
    await buildCli();
    return;
  }
  for (const name of ['extension.js', 'node.js', 'exchange.js', 'page', 'words']) {
    for (const file of [name, `${name}.map`]) fs.rmSync(`dist/${file}`, { recursive: true, force: true });
  }
  packWords();
  if (watch) {
    const contexts = await Promise.all(
      [cli, ...outputs].map((output) => esbuild.context({ ...output, logLevel: 'info' })),
    );
    await Promise.all(contexts.map((context) => context.watch()));
    return;
  }
  await Promise.all([buildCli(), ...outputs.map((output) => esbuild.build(output))]);
  if (production) await shorten();
  await checkSizes();
}

process.chdir(__dirname);
main().catch((error) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
