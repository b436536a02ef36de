import { existsSync, readdirSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

const NODE = [...builtinModules, 'node:*'];

/** Imports go one way: extension.ts → features → host → disk → core. One entry forbids some imports to some files. */
function forbid(files, message, patterns) {
  return {
    files,
    rules: { 'no-restricted-imports': ['error', { patterns: patterns.map((group) => ({ group, message })) }] },
  };
}

const FEATURES = 'src/features';

/** One duty each: a feature (a file or a folder) does not import another one. The index lists them for extension.ts. */
function featuresApart() {
  const entries = existsSync(FEATURES) ? readdirSync(FEATURES, { withFileTypes: true }) : [];
  const features = entries.map((entry) => ({ name: entry.name.replace(/\.ts$/, ''), folder: entry.isDirectory() }));
  const why = 'Features do not import one another, nor Node built-ins: what they share belongs in host or core.';
  return features.flatMap(({ name, folder }) => {
    const others = features.filter((other) => other.name !== name && name !== 'index').map((other) => other.name);
    // How the others look from here, and from one folder further down.
    const places = folder
      ? [
          { files: `${name}/*.ts`, up: '..' },
          { files: `${name}/*/**/*.ts`, up: '../..' },
        ]
      : [{ files: `${name}.ts`, up: '.' }];
    return places.map(({ files, up }) =>
      forbid([`${FEATURES}/${files}`], why, [
        NODE,
        ...others.map((other) => [`${up}/${other}`, `${up}/${other}/**`, `**/features/${other}/**`]),
      ]),
    );
  });
}

/** What a room of `core/anchors` does not import: rooms beside or above it, and what uses them all. */
const ABOVE = ['../place', '../context', '../follow', '../through'];
const ANCHORS = [
  { room: 'track', not: [...ABOVE, '../diff', '../diff/*', '../reanchor', '../reanchor/*'] },
  { room: 'diff', not: [...ABOVE, '../track', '../track/*', '../reanchor', '../reanchor/*'] },
  { room: 'reanchor', not: [...ABOVE, '../track', '../track/*'] },
];

export default defineConfig(
  globalIgnores(['dist/', 'out/', 'node_modules/', '.vscode-test/', 'test/fixtures/', 'media/']),
  {
    files: ['**/*.js', '**/*.cjs', '**/*.mjs'],
    languageOptions: {
      globals: {
        Buffer: 'readonly',
        URL: 'readonly',
        __dirname: 'readonly',
        clearInterval: 'readonly',
        clearTimeout: 'readonly',
        console: 'readonly',
        fetch: 'readonly',
        module: 'writable',
        process: 'readonly',
        require: 'readonly',
        setInterval: 'readonly',
        setTimeout: 'readonly',
      },
    },
    rules: { 'no-undef': 'error', 'no-unused-vars': 'error', 'prefer-const': 'error', eqeqeq: 'error' },
  },
  {
    files: ['src/**/*.ts', 'test/**/*.ts'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      // Numbers and booleans in a text are no mistake; objects and undefined are.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      // An interface's promise may be kept without waiting for anything.
      '@typescript-eslint/require-await': 'off',
      eqeqeq: 'error',
      'no-empty': ['error', { allowEmptyCatch: false }],
    },
  },
  {
    files: ['src/**/*.ts'],
    rules: {
      'no-console': 'error',
      'no-restricted-syntax': [
        'error',
        {
          selector: 'CallExpression[callee.property.name=/^show(Information|Warning|Error)Message$/] > TemplateLiteral',
          message: 'A notification turns links into commands: pass data through the escaping helper of the host.',
        },
        {
          selector: 'CallExpression[callee.property.name="writeFile"][callee.object.property.name="fs"]',
          message: 'On a full disk it leaves a cut file and says nothing: write by writeWhole of the host.',
        },
        {
          selector: 'AssignmentExpression[left.property.name="isTrusted"][right.value=true]',
          message: 'Name the commands: isTrusted = { enabledCommands: […] }.',
        },
      ],
    },
  },
  forbid(['src/core/**/*.ts'], 'The core is plain TypeScript: no VS Code, no Node, nothing of the outer rooms.', [
    ['vscode', '**/host/**', '**/features/**', '**/disk/**', '**/cli/**'],
    NODE,
  ]),
  // Flat config: the last entry that fits a file counts, so these say again what holds for all of the core.
  ...ANCHORS.map(({ room, not }) =>
    forbid([`src/core/anchors/${room}/*.ts`], 'Anchors: place → reanchor → diff → text, and track → text.', [
      ['vscode', '**/host/**', '**/features/**', '**/disk/**', '**/cli/**', ...not],
      NODE,
    ]),
  ),
  forbid(
    ['src/disk/**/*.ts', 'src/cli/**/*.ts'],
    'The disk and the command line know Node and the core, not VS Code.',
    [['vscode', '**/host/**', '**/features/**']],
  ),
  forbid(['src/host/**/*.ts'], 'The host knows the core, the disk and VS Code; only the disk uses Node built-ins.', [
    ['**/features/**', '**/features', '**/cli/**'],
    NODE,
  ]),
  forbid(['src/extension.ts'], 'Only src/disk uses Node built-ins.', [NODE]),
  ...featuresApart(),
  {
    files: ['test/**/*.ts'],
    rules: {
      // Mocha's functions and `assert.rejects` return promises that are not awaited by design in tables.
      '@typescript-eslint/no-floating-promises': ['error', { allowForKnownSafeCalls: ['describe', 'it'] }],
    },
  },
);
