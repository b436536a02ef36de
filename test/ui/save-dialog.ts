import path from 'node:path';
import type { App } from './app';

/** Answers VS Code's save dialog, once it has proposed a name. */
export async function saveUnder(app: App, name: string): Promise<void> {
  await app.page.waitForFunction(
    (ending) =>
      document.querySelector<HTMLInputElement>('.quick-input-widget input.input')?.value.endsWith(ending) === true,
    path.extname(name),
  );
  await app.fillQuickInput(path.join(app.folder, name));
  await app.quickInput.getByRole('button', { name: 'OK' }).click();
}
