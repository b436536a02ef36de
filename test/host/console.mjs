// @ts-check
// What a window of the embedded VS Code says, without what it says to itself.

/** Words of VS Code's own that mean nothing here; the gallery and the service worker are not there. */
const NOISE =
  /^(Resolving connection|Resolved connection|Creating a socket|Updating additional builtin|\[reconnection|\[AgentHost|\[AccountPolicyGate|\[Service Worker|\[remote-connection|\[chat-stt|\[DefaultAccount|Creation of workbench contribution|Canceled: |getaddrinfo ENOTFOUND)/;

/** A stack of the workbench's own code. */
const WORKBENCH = '/vs/code/browser/workbench/workbench.js:';

export class WindowConsole {
  /** Everything that was said. */
  all = '';
  /** When something was said last, in milliseconds of the clock. */
  heard = Date.now();

  /** @param {string} type @param {readonly unknown[]} args as they come through `codeAutomationLog` */
  add(type, args) {
    this.heard = Date.now();
    const text = args.map((each) => (typeof each === 'string' ? each : JSON.stringify(each))).join(' ');
    this.all += `[${type}] ${text}\n`;
    if (NOISE.test(text) || text.includes(WORKBENCH)) {
      return;
    }
    // Errors of VS Code itself go the same way as those of the extension under test, and are worth reading.
    console.log(type === 'info' || type === 'log' ? text : `[${type}] ${text}`);
  }
}
