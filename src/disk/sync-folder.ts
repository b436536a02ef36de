import * as fs from 'node:fs/promises';

/** What was renamed in a folder is so after a power cut too. Rejects where folders cannot be synced (Windows, some network drives). */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await fs.open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
