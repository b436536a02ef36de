/** How bad a problem of the core is, as VS Code says it. */
import * as vscode from 'vscode';

export const SEVERITIES: Readonly<Record<'error' | 'warning' | 'information', vscode.DiagnosticSeverity>> = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  information: vscode.DiagnosticSeverity.Information,
};
