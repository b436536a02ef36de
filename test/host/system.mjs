// @ts-check
// What must come from the system's own packages: a browser, and what the embedded VS Code is compiled with.
import { existsSync } from 'node:fs';
import { onPath, run } from './processes.mjs';

const BROWSERS = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const BROWSERS_ELSEWHERE = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/** Path of a Chromium: CHROMIUM_PATH, or one of the usual names. */
export function findChromium() {
  const wanted = process.env['CHROMIUM_PATH'];
  if (wanted !== undefined && wanted !== '') {
    return existsSync(wanted) ? wanted : undefined;
  }
  return (
    BROWSERS.map(onPath).find((found) => found !== undefined) ?? BROWSERS_ELSEWHERE.find((each) => existsSync(each))
  );
}

/** What is needed, how it is recognised, and its package in Debian and its kin. */
const NEEDS = {
  browser: [{ found: () => findChromium() !== undefined, debian: 'chromium', what: 'Chromium' }],
  compiler: [
    // Every system but Linux has Kerberos on board.
    {
      found: () => process.platform !== 'linux' || onPath('krb5-config') !== undefined,
      debian: 'libkrb5-dev',
      what: 'Kerberos headers',
    },
    {
      found: () => onPath('g++') !== undefined || onPath('clang++') !== undefined,
      debian: 'g++',
      what: 'a C++ compiler',
    },
    { found: () => onPath('make') !== undefined, debian: 'make', what: 'make' },
    { found: () => onPath('python3') !== undefined, debian: 'python3', what: 'Python 3' },
  ],
};

/**
 * Installs what is missing where that is possible (root on Debian). Otherwise prints the command to type and throws.
 * @param {keyof typeof NEEDS} kind
 */
export async function needFromSystem(kind) {
  const missing = NEEDS[kind].filter((need) => !need.found());
  if (missing.length === 0) {
    return;
  }
  const packages = missing.map((need) => need.debian);
  const debian = onPath('apt-get');
  if (debian !== undefined && process.getuid?.() === 0) {
    console.log(`Installing ${packages.join(', ')} with apt-get …`);
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const code =
      (await run(debian, ['update', '-qq'], { env })) ||
      (await run(debian, ['install', '-y', '-qq', ...packages], { env }));
    if (code === 0 && missing.every((need) => need.found())) {
      return;
    }
  }
  const command =
    debian === undefined
      ? `install with your system's own tool: ${missing.map((need) => need.what).join(', ')}`
      : `sudo apt-get update && sudo apt-get install -y ${packages.join(' ')}`;
  const hint = kind === 'browser' ? '\n(Or point CHROMIUM_PATH at a Chromium or Chrome.)' : '';
  throw new Missing(`Missing: ${missing.map((need) => need.what).join(', ')}. Please type\n\n    ${command}\n${hint}`);
}

/** Something is missing that the user must install; the message says how and needs no stack. */
export class Missing extends Error {}
