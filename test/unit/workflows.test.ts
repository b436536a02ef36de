/** What runs on a forge is what runs here: workflows call scripts of package.json, and pin what they may do. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';

interface Step {
  readonly uses?: string;
  readonly run?: string;
}
interface Workflow {
  readonly name?: string;
  readonly permissions?: unknown;
  readonly jobs?: Readonly<Record<string, { readonly 'timeout-minutes'?: number; readonly steps: readonly Step[] }>>;
}

const FOLDER = '.github/workflows';
const scripts = (JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> }).scripts;

describe('workflows', () => {
  for (const name of readdirSync(FOLDER)) {
    const workflow = parse(readFileSync(`${FOLDER}/${name}`, 'utf8')) as Workflow;
    const steps = Object.values(workflow.jobs ?? {}).flatMap((job) => job.steps);

    it(`${name}: says what it may do and how long`, () => {
      assert.ok(workflow.name);
      assert.ok(workflow.permissions);
      for (const job of Object.values(workflow.jobs ?? {})) assert.ok((job['timeout-minutes'] ?? 0) > 0);
    });

    it(`${name}: runs scripts that there are`, () => {
      const run = steps.flatMap((step) => [...(step.run ?? '').matchAll(/npm run ([\w:]+)/g)].map(([, one]) => one));
      assert.ok(steps.some((step) => step.run?.startsWith('npm ')));
      for (const one of run) assert.ok(one !== undefined && one in scripts, one);
    });

    it(`${name}: uses actions of the forge alone, each of one major version`, () => {
      for (const { uses } of steps) if (uses) assert.match(uses, /^actions\/[a-z-]+@v\d+$/);
    });
  }
});
