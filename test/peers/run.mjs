// @ts-check
// Has what the command line exports read by programs that are not ours: `npm run test:peers`. What is not installed is skipped,
// and said. Debian: apt-get install libxml2-utils python3-networkx python3-rdflib python3-pandas r-base-core
// GEXF_XSD names a file with the schema of GEXF 1.2draft, for a check by it.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { unzipSync } from 'fflate';
import { ROOT } from '../host/paths.mjs';

const CLI = path.join(ROOT, 'dist/cli/stancemark.mjs');
const SCHEMA = path.join(ROOT, 'test/peers/schema');
/** Debian's own Python has Debian's packages, whatever else is first on the path. */
const PYTHON = ['/usr/bin/python3', 'python3'].find((name) => works(name, ['--version'])) ?? '';
const folder = mkdtempSync(path.join(tmpdir(), 'stancemark-peers-'));
const at = (/** @type {string} */ name) => path.join(folder, name);
let [passed, failed] = [0, 0];
/** @type {string[]} */
const skipped = [];

/** @param {string} command @param {readonly string[]} args */
function works(command, args) {
  return spawnSync(command, args, { stdio: 'ignore' }).status === 0;
}

/** @param {string} name @param {() => void} check throws where the peer does not agree */
function peer(name, check) {
  try {
    check();
    passed++;
    console.log(`ok       ${name}`);
  } catch (error) {
    failed++;
    console.log(`FAILED   ${name}\n${error instanceof Error ? error.message : String(error)}`);
  }
}

/** @param {string} name @param {string} why */
function skip(name, why) {
  skipped.push(name);
  console.log(`skipped  ${name}: ${why}`);
}

/** @param {string} command @param {readonly string[]} args @param {string} [input] */
function run(command, args, input) {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: folder, encoding: 'utf8', input });
  if (status !== 0) throw new Error(`${command} ends with ${status}\n${stderr.slice(0, 2000)}`);
  return stdout.trim();
}

/** @param {string} format @param {string} file @param {readonly string[]} [more] */
function out(format, file, more = []) {
  run(process.execPath, [CLI, 'export', '--to', format, '-o', file, ...more, 'corpus']);
}

/** @param {string} name @param {readonly string[]} modules @param {string} code that prints what is compared @param {string} want */
function python(name, modules, code, want) {
  if (PYTHON === '') return skip(name, 'there is no python3');
  const missing = modules.filter((module) => !works(PYTHON, ['-c', `import ${module}`]));
  if (missing.length > 0) return skip(name, `Python has no ${missing.join(', ')}`);
  peer(name, () => {
    const got = run(PYTHON, ['-W', 'ignore', '-'], code);
    if (got !== want) throw new Error(`it says ${got}, and ${want} is right`);
  });
}

/** A text with all that makes offsets differ, beside the sample corpus. */
function makeCorpus() {
  run('cp', ['-r', path.join(ROOT, 'media/sample'), 'corpus']);
  writeFileSync(
    at('x.ann'),
    'T1\tPlace 3 9\tQuébec\nT2\tWork 13 18\tsongs\nT3\tStance 10 12\tאב\nE1\tStance:T3 Holder:T1 Target:T2\nA1\tPolarity E1 Supportive\n',
  );
  writeFileSync(at('x.txt'), '🙂🌧 Québec אב songs\r\n=1+1 🤝\r\n');
  run(process.execPath, [CLI, 'import', 'x.ann', '--into', 'corpus', '--unit', 'code-points']);
}

function main() {
  makeCorpus();
  for (const [format, file] of /** @type {const} */ ([
    ['qdpx', 'a.qdpx'],
    ['qdc', 'a.qdc'],
    ['gexf', 'a.gexf'],
    ['w3c', 'a.jsonld'],
    ['csv', 'a.csv'],
    ['tsv', 'a.tsv'],
    ['jsonl', 'a.jsonl'],
    ['parquet', 'a.parquet'],
  ])) {
    out(format, file);
  }
  const rows = readFileSync(at('a.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  const tags = new Set(rows.map((row) => `${row.source}#${row.id}`)).size;
  const stances = new Set(rows.filter(({ kind }) => kind === 'stance').map((row) => `${row.source}#${row.id}`)).size;

  const xmllint = works('xmllint', ['--version']);
  const byXsd = (/** @type {string} */ name, /** @type {string} */ schema, /** @type {string} */ file) =>
    xmllint
      ? peer(name, () => run('xmllint', ['--noout', '--nonet', '--schema', schema, file]))
      : skip(name, 'there is no xmllint');
  const qde = unzipSync(readFileSync(at('a.qdpx')))['project.qde'];
  writeFileSync(at('a.qde'), qde ?? '');
  byXsd('REFI-QDA project: valid by the standard’s schema', path.join(SCHEMA, 'Project.xsd'), 'a.qde');
  byXsd('REFI-QDA codebook: valid by the standard’s schema', path.join(SCHEMA, 'Codebook.xsd'), 'a.qdc');
  const gexf = process.env['GEXF_XSD'];
  if (gexf !== undefined && existsSync(gexf)) byXsd('GEXF: valid by the schema of 1.2draft', gexf, 'a.gexf');
  else skip('GEXF: valid by the schema of 1.2draft', 'GEXF_XSD names no file');

  python(
    'GEXF: networkx reads each stance as an edge with its sign',
    ['networkx'],
    `import networkx as nx
g = nx.read_gexf('a.gexf')
print(g.number_of_edges(), g.is_directed(), all(d.get('sign', 0) in (-1, 0, 1) for _, _, d in g.edges(data=True)))`,
    `${stances} True True`,
  );
  python(
    'Web Annotation: rdflib reads each tag as an annotation with its quote',
    ['rdflib'],
    `import rdflib
g = rdflib.Graph().parse('a.jsonld', format='json-ld')
oa = rdflib.Namespace('http://www.w3.org/ns/oa#')
print(len(set(g.subjects(rdflib.RDF.type, oa.Annotation))), len(list(g.subject_objects(oa.exact))) >= ${tags})`,
    `${tags} True`,
  );
  const slices = `import pandas as pd
def text(name):
    return open(name, encoding='utf-8', newline='').read()
bad = [r.id for r in t.itertuples() if r.state != 'lost' and text(r.source)[int(r.start_cp):int(r.end_cp)].replace('\\r\\n', '\\n') != r.quote]
print(len(t), bad)`;
  const load = { csv: "pd.read_csv('a.csv', keep_default_na=False)", tsv: "pd.read_csv('a.tsv', sep='\\t', keep_default_na=False)", jsonl: "pd.read_json('a.jsonl', lines=True)", parquet: "pd.read_parquet('a.parquet')" }; // prettier-ignore
  for (const [format, call] of Object.entries(load)) {
    python(
      `${format}: pandas cuts every quote out of its source by code points`,
      format === 'parquet' ? ['pandas', 'pyarrow'] : ['pandas'],
      `import pandas as pd\nt = ${call}\n${slices}`,
      `${rows.length} []`,
    );
  }
  const name = 'csv: R cuts every quote out of its source';
  if (!works('Rscript', ['--version'])) skip(name, 'there is no Rscript');
  else {
    peer(name, () => {
      const got = run('Rscript', ['-e', `
t <- read.csv("a.csv", fileEncoding = "UTF-8", na.strings = "")
read <- function(f) { s <- f; x <- readChar(s, file.info(s)$size, useBytes = TRUE); Encoding(x) <- "UTF-8"; x }
cut <- mapply(function(f, a, b) substr(read(f), a + 1, b), t$source, t$start_cp, t$end_cp)
cat(nrow(t), sum(gsub("\\r\\n", "\\n", cut) != t$quote, na.rm = TRUE))`]); // prettier-ignore
      if (got !== `${rows.length} 0`) throw new Error(`it says ${got}`);
    });
  }
}

process.chdir(ROOT);
try {
  if (!existsSync(CLI)) run('node', [path.join(ROOT, 'esbuild.js'), '--cli']);
  main();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
console.log(`\n${passed} passed, ${failed} failed, ${skipped.length} skipped`);
process.exitCode = failed === 0 ? 0 : 1;
