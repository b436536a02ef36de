// @ts-check
// Every word of ours that people read, collected from the sources: what a translation has to have.
// Paths are relative to the root, in which it is run: tests bundle this file.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import ts from 'typescript';

/** Calls whose string arguments are words for people. */
const SAYING = /^(?:vscode\.l10n\.t|t|say|sayable|sentence|inform|warn|fail|ask|whisper|Failure)$/;
/** Calls that write for developers: the log, and errors that nobody is shown. */
const UNSAID = /(?:^|\.)log(?:\.(?:info|warn|error|debug|trace))?$|^(?:Error|RangeError|TypeError)$/;
/** Rooms that hold other people's words: formats of other tools (not what is said of them), letters, and cues in the languages of the sources. */
const FOREIGN = /^src\/(?:cli|core\/(?:formats(?!\/kinds\.ts)|text|yaml\/cursor|offers\/cues|find|split\/layouts))\b/;

/** A sentence, or a title of one word: it begins as a sentence begins and has small letters. */
const SENTENCE = /^(?:\{\d\}[ :]|[“(]?\p{Lu})(?=.*\p{Ll}{2}).*[ .…:!?]|^\p{Lu}\p{Ll}{2,}$/su;
/** What looks like one and is none: elements of the page, keys of the keyboard, names of types and of other programs. */
const NAMES =
  /^(?:<|Arrow|Home$|End$|Enter$|Escape$|Tab$|String$|Number$|Boolean$|Object$|Error$|Null$|Content-|Stancemark(?: \{0\})?$)/;

/**
 * @param {string} file relative to the root
 * @param {string} text
 * @returns {{words: string[], glued: string[]}} `glued`: sentences put together from parts, which no translation can turn around.
 */
export function wordsIn(file, text) {
  /** @type {string[]} */
  const words = [];
  /** @type {string[]} */
  const glued = [];
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  /** @param {ts.Node} node @param {boolean} said */
  const visit = (node, said) => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node) || ts.isTypeNode(node)) return;
    if (ts.isCallExpression(node) || ts.isNewExpression(node)) {
      const name = node.expression.getText(source);
      if (UNSAID.test(name)) {
        // Its own words are for developers; what is said within them is not.
        node.arguments?.filter(ts.isCallExpression).forEach((argument) => visit(argument, false));
        return;
      }
      const saying = SAYING.test(name);
      if (name === 'say' || name === 't' || name === 'vscode.l10n.t') {
        // The words alone: what is put in is data.
        node.arguments?.forEach((argument, i) => visit(argument, i === 0));
      } else if (name === 'FileError') {
        // Behind its code and its path; what is put in may be words again.
        node.arguments?.forEach((argument, i) => visit(argument, i === 2));
      } else node.arguments?.forEach((argument) => visit(argument, saying));
      visit(node.expression, false);
      return;
    }
    if (ts.isPropertyAssignment(node)) {
      if (ts.isComputedPropertyName(node.name)) visit(node.name, said);
      visit(node.initializer, said); // A plain key is never read by people.
      return;
    }
    if (ts.isStringLiteralLike(node)) {
      const sentence = SENTENCE.test(node.text) && !NAMES.test(node.text);
      if ((said && /\p{L}{2}/u.test(node.text)) || sentence) words.push(node.text);
    } else if (ts.isTemplateExpression(node)) {
      const whole = [node.head.text, ...node.templateSpans.map((span) => `{}${span.literal.text}`)].join('');
      if (/\p{L}{2,} .*\p{L}{2,}/su.test(whole) && SENTENCE.test(whole) && !NAMES.test(whole)) glued.push(whole);
    }
    ts.forEachChild(node, (child) => visit(child, said));
  };
  visit(source, false);
  return { words, glued };
}

/** Words of all sources, each once, with the files in which they stand; and sentences that are glued. */
export function collectWords() {
  /** @type {Map<string, string>} */
  const words = new Map();
  /** @type {string[]} */
  const glued = [];
  const files = readdirSync('src', { recursive: true, encoding: 'utf8' });
  for (const file of files.filter((one) => one.endsWith('.ts')).sort()) {
    const name = `src/${file.replaceAll('\\', '/')}`;
    if (FOREIGN.test(name)) continue;
    const found = wordsIn(name, readFileSync(name, 'utf8'));
    for (const one of found.words) if (!words.has(one)) words.set(one, name);
    glued.push(...found.glued.map((one) => `${name}: ${one}`));
  }
  return { words, glued };
}

/** @param {string} locale @returns {Record<string, string>} */
export function translationOf(locale) {
  const file = `l10n/bundle.l10n.${locale}.json`;
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
}
