// @ts-check
// The page of commands: every command with its key and the arguments that its code reads.
// From each entry of a table of `registerCommands` the argument object is followed through the functions that it is handed
// to, in src/features and src/host, as far as the readers of src/host/arguments.ts and fields that are read of it directly.
// Paths are relative to the root, in which it is run: tests bundle this file.
import { readFileSync } from 'node:fs';
import ts from 'typescript';

/** Calls from the table to the reader, at the most. */
const DEPTH = 6;

/** What the readers of arguments.ts take, in words; `text` alone cannot be left out. @type {Record<string, string>} */
const KINDS = {
  text: 'text',
  optionalText: 'text',
  optionalFlag: 'true or false',
  optionalNumber: 'whole number',
  optionalTexts: 'list of texts',
  oneOf: 'one of',
  optionalUri: 'address',
  optionalRange: 'range',
};

/** The key that a reader asks for when none is given. @type {Record<string, string>} */
const DEFAULT_KEYS = { optionalUri: 'uri', optionalRange: 'range' };

/** @typedef {{ kind: string, needed: boolean }} Argument */
/** @typedef {Map<string, Argument>} Arguments */

/** Every command of a table with the arguments that its code reads. @returns {Map<string, Arguments>} */
export function argumentsOfCommands() {
  const config = ts.readConfigFile('tsconfig.json', ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config.config, ts.sys, '.');
  const program = ts.createProgram(['src/extension.ts'], options);
  const checker = program.getTypeChecker();
  /** @type {Map<string, Arguments>} */
  const found = new Map();
  for (const file of program.getSourceFiles()) {
    if (!ours(file)) continue;
    walk(file, (node) => {
      if (!ts.isCallExpression(node) || node.expression.getText() !== 'registerCommands') return;
      const table = node.arguments[1];
      if (!table || !ts.isObjectLiteralExpression(table)) return;
      for (const entry of table.properties) {
        if (!entry.name || ts.isSpreadAssignment(entry)) throw new Error(`Not an entry: ${entry.getText()}`);
        found.set(entry.name.getText(), readBy(entry, checker));
      }
    });
  }
  fromOthers(found);
  return found;
}

/** @param {ts.SourceFile} file */
function ours(file) {
  return /(?:^|\/)src\/(features|host)\//.test(file.fileName);
}

/** @param {ts.Node} node @param {(node: ts.Node) => void} visit */
function walk(node, visit) {
  visit(node);
  node.forEachChild((child) => walk(child, visit));
}

/** What an entry of a table reads. @param {ts.ObjectLiteralElementLike} entry @param {ts.TypeChecker} checker @returns {Arguments} */
function readBy(entry, checker) {
  /** @type {Arguments} */
  const read = new Map();
  /** What was followed, with which of its parameters; no function twice. @type {Set<string>} */
  const seen = new Set();
  const run = ts.isPropertyAssignment(entry) ? entry.initializer : entry;
  // Buttons of a view's header: `fromHeader(run)`.
  const inner = ts.isCallExpression(run) && run.arguments[0] ? run.arguments[0] : run;
  const start = functionOf(inner, checker);
  if (start) follow(start, [0], 0);
  return read;

  /** @param {string} key @param {string} kind @param {boolean} needed */
  function note(key, kind, needed) {
    const known = read.get(key);
    if (!known || LOOSE.has(known.kind)) read.set(key, { kind, needed: needed && (known?.needed ?? true) });
    else if (!LOOSE.has(kind)) known.needed &&= needed;
  }

  /** @param {ts.SignatureDeclaration} fn @param {readonly number[]} given numbers of the parameters that are the argument object @param {number} depth */
  function follow(fn, given, depth) {
    const id = `${fn.getSourceFile().fileName}:${fn.pos}:${given.join()}`;
    if (depth > DEPTH || seen.has(id) || !('body' in fn) || !fn.body) return;
    seen.add(id);
    /** The names that stand for the argument object. @type {Set<ts.Symbol>} */
    const carriers = new Set();
    for (const i of given) {
      const name = fn.parameters[i]?.name;
      if (name) carry(name);
    }
    walk(/** @type {ts.Node} */ (fn.body), (node) => {
      if (ts.isVariableDeclaration(node) && node.initializer && carries(node.initializer)) carry(node.name);
      else if (ts.isCallExpression(node)) call(node);
      else if (ts.isPropertyAccessExpression(node) && carries(node.expression))
        note(node.name.text, kindAt(node), false);
      else if (
        ts.isElementAccessExpression(node) &&
        carries(node.expression) &&
        ts.isStringLiteral(node.argumentExpression)
      )
        note(node.argumentExpression.text, kindAt(node), false);
    });

    /** @param {ts.BindingName} name */
    function carry(name) {
      if (ts.isIdentifier(name)) {
        const symbol = checker.getSymbolAtLocation(name);
        if (symbol) carriers.add(symbol);
        return;
      }
      for (const one of name.elements) {
        if (!ts.isBindingElement(one)) continue;
        if (one.dotDotDotToken) carry(one.name);
        else note((one.propertyName ?? one.name).getText(), ANY, false);
      }
    }

    /** Is it the argument object: a name of it, `argumentsOf(it)`, `it as T`, `it ?? {}`, `{...it}`? @param {ts.Expression} node @returns {boolean} */
    function carries(node) {
      if (ts.isIdentifier(node)) {
        const symbol = checker.getSymbolAtLocation(node);
        return symbol !== undefined && carriers.has(symbol);
      }
      if (ts.isAsExpression(node) || ts.isParenthesizedExpression(node) || ts.isNonNullExpression(node))
        return carries(node.expression);
      if (ts.isBinaryExpression(node)) return carries(node.left) || carries(node.right);
      if (ts.isObjectLiteralExpression(node))
        return node.properties.some((one) => ts.isSpreadAssignment(one) && carries(one.expression));
      return ts.isCallExpression(node) && node.expression.getText() === 'argumentsOf' && node.arguments.some(carries);
    }

    /** @param {ts.CallExpression} node */
    function call(node) {
      const handed = node.arguments.flatMap((one, i) => (carries(one) ? [i] : []));
      if (handed.length === 0) return;
      const callee = functionOf(node.expression, checker);
      if (!callee) return;
      if (!callee.getSourceFile().fileName.endsWith('src/host/arguments.ts')) return follow(callee, handed, depth + 1);
      const reader = callee.name?.getText() ?? '';
      const kind = KINDS[reader];
      if (kind === undefined) return;
      const type = node.arguments[1] && checker.getTypeAtLocation(node.arguments[1]);
      const key = type?.isStringLiteral() ? type.value : DEFAULT_KEYS[reader];
      if (key !== undefined) note(key, reader === 'oneOf' ? oneOf(node) : kind, reader === 'text');
    }
  }

  /** The values that `oneOf` allows, where the types know them. @param {ts.CallExpression} node */
  function oneOf(node) {
    const list = node.arguments[2];
    const element = list && checker.getIndexTypeOfType(checker.getTypeAtLocation(list), ts.IndexKind.Number);
    const values = element?.isUnion() ? element.types : element ? [element] : [];
    const literals = values.flatMap((one) => (one.isStringLiteral() || one.isNumberLiteral() ? [one.value] : []));
    // The compiler keeps the members of a union in the order in which it met them, which another file may change.
    return literals.length > 0
      ? literals
          .map((one) => `\`${one}\``)
          .sort()
          .join(', ')
      : 'text';
  }
}

/** What can be said of a field that no reader reads, by where it stands. @param {ts.Expression} node */
function kindAt({ parent }) {
  if (ts.isBinaryExpression(parent) && /^(true|false)$/.test(parent.right.getText())) return 'true or false';
  if (ts.isCallExpression(parent) && parent.expression.getText() === 'argumentsOf') return 'object';
  return ts.isPropertyAssignment(parent) || ts.isBinaryExpression(parent) || ts.isCallExpression(parent) ? PASSED : ANY;
}

/** A field that is passed on, or only looked for: other commands say what it is. */
const PASSED = 'passed on';

/** @param {Map<string, Arguments>} found */
function fromOthers(found) {
  for (const own of found.values())
    for (const [key, argument] of own) {
      if (argument.kind !== PASSED) continue;
      const kinds = new Set(
        [...found.values()].map((other) => other.get(key)?.kind).filter((one) => one !== undefined),
      );
      for (const loose of LOOSE) kinds.delete(loose);
      argument.kind = kinds.size === 1 ? /** @type {string} */ ([...kinds][0]) : ANY;
    }
}

/** The kind of a field that is read without a reader: the code looks at it itself. */
const ANY = 'any';

const LOOSE = new Set([ANY, PASSED]);

/** The function that an expression names or is. @param {ts.Node} node @param {ts.TypeChecker} checker @returns {ts.SignatureDeclaration | undefined} */
function functionOf(node, checker) {
  if (ts.isArrowFunction(node) || ts.isFunctionExpression(node) || ts.isMethodDeclaration(node)) return node;
  let symbol = ts.isShorthandPropertyAssignment(node)
    ? checker.getShorthandAssignmentValueSymbol(node)
    : checker.getSymbolAtLocation(ts.isPropertyAccessExpression(node) ? node.name : node);
  if (symbol && symbol.flags & ts.SymbolFlags.Alias) symbol = checker.getAliasedSymbol(symbol);
  const declaration = symbol?.valueDeclaration;
  if (!declaration || !ours(declaration.getSourceFile())) return undefined;
  if (ts.isFunctionDeclaration(declaration) || ts.isMethodDeclaration(declaration)) return declaration;
  if ((ts.isVariableDeclaration(declaration) || ts.isPropertyDeclaration(declaration)) && declaration.initializer) {
    return ts.isArrowFunction(declaration.initializer) ? declaration.initializer : undefined;
  }
  return undefined;
}

/** The page. */
export function commandsPage(read = argumentsOfCommands()) {
  const { contributes } = JSON.parse(readFileSync('package.json', 'utf8'));
  const words = JSON.parse(readFileSync('package.nls.json', 'utf8'));
  /** @type {{ command: string, title: string }[]} */
  const commands = contributes.commands;
  /** @type {{ command: string, key: string, mac?: string, args?: object }[]} */
  const bindings = contributes.keybindings;
  const rows = commands
    .map(({ command, title }) => ({ command, title: /** @type {string} */ (words[title.slice(1, -1)]) }))
    .sort((a, b) => (a.command < b.command ? -1 : 1))
    .map(({ command, title }) => {
      const own = read.get(command.replace('stancemark.', ''));
      if (!own) throw new Error(`No table of commands has ${command}.`);
      const keys = bindings.filter((one) => one.command === command).map(({ key, mac }) => keyOf(key, mac));
      const cells = [title, `\`${command}\``, [...new Set(keys)].join('; '), argumentsInWords(own)];
      return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
    });
  return `${INTRODUCTION}\n| title | command | key (Windows and Linux; macOS) | arguments |\n| --- | --- | --- | --- |\n${rows.join('\n')}\n`;
}

/** @param {string} key @param {string} [mac] */
function keyOf(key, mac) {
  return mac === undefined || mac === key ? `\`${key}\`` : `\`${key}\` (\`${mac}\`)`;
}

/** @param {Arguments} own */
function argumentsInWords(own) {
  return [...own]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, { kind, needed }]) => `\`${key}\`: ${kind}${needed ? ', needed' : ''}`)
    .join('; ');
}

const INTRODUCTION = `# Commands and their arguments

Made from the code by \`npm run pages\`; a test holds it to the code.

Every command takes one object of arguments: from a keybinding's \`args\`, a task, a link, or \`vscode.commands.executeCommand\` of
another extension. What is left out is taken from the editor or asked for. A wrong argument is refused in words, and nothing is guessed.

- *address*: a \`Uri\`, or its text (\`file:///…\`).
- *range*: \`{start: {line, character}, end: {line, character}}\` or a list of both positions, from 0, in UTF-16 code units, as in VS Code.
- *any*: the command looks at it by itself; its words in the code say what it takes.
- *needed*: without it the command says that it is missing.

\`\`\`json
{ "key": "alt+1", "command": "stancemark.tagEntity", "args": { "entity": "russia" } }
\`\`\`
`;
