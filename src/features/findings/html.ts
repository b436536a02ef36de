/** The page's frame. Everything in it is made by its script, as text. */
import * as vscode from 'vscode';
import { say, spoken } from '../../core/base/say';

/** The words of the page in the user's language: a block of data, read as JSON and never run. */
function languageBlock(): string {
  const json = JSON.stringify(spoken()).replaceAll('<', '\\u003c');
  return `<script type="application/json" id="language">${json}</script>`;
}

/** Letters for a nonce; `Math.random` will do, as no text of others is ever part of the page's HTML. */
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

function newNonce(): string {
  return Array.from({ length: 32 }, () => LETTERS[Math.floor(Math.random() * LETTERS.length)]).join('');
}

/** Scripts by nonce and from the package only, styles and images of the package only, and no network at all. */
export function pageHtml(webview: vscode.Webview, extension: vscode.Uri): string {
  const nonce = newNonce();
  const script = webview.asWebviewUri(vscode.Uri.joinPath(extension, 'dist', 'page', 'findings.js')).toString();
  const style = webview.asWebviewUri(vscode.Uri.joinPath(extension, 'media', 'findings.css')).toString();
  const policy = [
    `default-src 'none'`,
    `script-src 'nonce-${nonce}'`,
    `style-src ${webview.cspSource}`,
    `img-src ${webview.cspSource} data: blob:`,
    `font-src ${webview.cspSource}`,
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="${spoken().locale}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${say('Findings')}</title>
<link rel="stylesheet" href="${style}">
</head>
<body>
<main id="findings"></main>
${languageBlock()}
<script nonce="${nonce}" src="${script}"></script>
</body>
</html>`;
}
