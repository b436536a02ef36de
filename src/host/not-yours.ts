/** What is said where tags are not the user's to change. */
import type { NotYours } from '../core/library/layers';

/** Why tags cannot be changed; {0} is the layer that is read. */
export const NOT_YOURS: Readonly<Record<NotYours, string>> = {
  other: 'These are the tags of “{0}”. Choose your own or the shared layer in the status bar to tag.',
  nameless: 'You code blind here, so your tags need your name. Set it by “Stancemark: Set My Name as Coder”.',
  finished: 'You have marked this source as finished. “Stancemark: Reopen Source” lets you go on.',
  blind: 'You code blind here. Choose your own layer in the status bar to tag.',
};
