/** Keys as a manifest and VS Code write them: `alt+shift+i` here is `shift+alt+i` there. */

export interface Key {
  readonly key: string;
  readonly mac?: string;
  readonly command: string;
  readonly when?: string;
}

/** One way of writing a key: modifiers in the alphabet's order, lower case, strokes apart by one space. */
export function normal(key: string): string {
  return key
    .toLowerCase()
    .trim()
    .split(/\s+/)
    .map((stroke) => {
      const parts = /^(.*?)([^+]+|\+)$/.exec(stroke);
      const modifiers = (parts?.[1] ?? '').split('+').filter((one) => one !== '');
      return [...modifiers.sort(), parts?.[2] ?? stroke].join('+');
    })
    .join(' ');
}

/** What has the focus when a text that is edited does not have it. */
const ELSEWHERE =
  /(?<![!\w])(list|terminal|notebook|tree|inQuickOpen|inQuickInput|quickInput|search|find\w*InputFocus|replaceInputFocus|settings|keybinding|explorer|filesExplorer|webview|comment|debug|repl|inChat|chat(InputHasFocus|SessionRequest)|breadcrumbs|accessib|problems|scm|menubar|notification|timeline|outline|sideBarFocus|panelFocus|interactive|isMergeEditor|mergeEditor|multiDiff|diff|inSnippetMode|suggestWidget|renameInput|parameterHints|referenceSearch|dirtyDiff|markersNavigation|inlineEdit|inlineSuggestion|inlineChat|editorHover|message|codeActionMenu|peek|rename|onEditorInlineChat|hasActiveEditorAndDictation|testing)/;

/** Those of ours that VS Code uses by itself while a text is edited, with what it does then. Escape closes what is open first. */
export function clashes(own: readonly Key[], defaults: readonly Key[], mac: boolean): string[] {
  return own.flatMap((one) => {
    const key = normal((mac ? one.mac : undefined) ?? one.key);
    if (key === 'escape' || one.when?.includes('listFocus')) return [];
    return defaults
      .filter(({ key: taken, command, when }) => {
        const other = normal(taken);
        return (
          (other === key || other.startsWith(`${key} `)) &&
          !command.startsWith('stancemark.') &&
          // So written by an extension of VS Code's own for a key that it keeps and never takes.
          when !== 'false' &&
          (when === undefined || /editorTextFocus|textInputFocus|editorFocus/.test(when) || !ELSEWHERE.test(when))
        );
      })
      .map(({ command, when }) => `${one.command}: ${key} is ${command}${when === undefined ? '' : ` when ${when}`}`);
  });
}
