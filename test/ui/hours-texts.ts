/** What two new users read in `hours.test.ts` and `hours-debate.test.ts`: analysts quoted, capitals that mean governments, names mistyped, a debate. */

export const LEDGER = `Two capitals and one wreck

The Caspian Ledger, 27 January 2025
by Nina Aslan

Baku has stopped pretending. The wreck at Aktau was still warm when Moscow spoke of fog, and Azerbaijan has not forgotten the word.

“The Kremlin owes us an apology, not condolences,” says Elnur Rzayev of the Caspian Policy Forum. According to Rzayev, Russia treats the dead as a matter of protocol. Farid Mammadzade, the minister, was more careful: he praised Kazakhstan for its patience and left the rest to the lawyers.

Farid Mamadzade flew to Aktau himself. Azerbaijan Airlines has not landed in Grozny since, and the Caspian Policy Forum counts eleven cancelled routes.

Not everybody is convinced. Lidia Orlova, who teaches in Kazan, doubts that Baku wants a quarrel: Azerbaijan depends on Russia for its grain, she says, and Rzaev knows it. If Moscow sends the recordings, Azerbaijan will probably forgive Russia, Orlova believes.
`;

export const EVENING = `A word of thanks nobody heard

Volga Evening, 2 March 2025
by Pavel Gorin

Azerbaijan thanks Russia for the recordings, a spokesman of the Kremlin announced on Sunday. In Baku nobody remembered such a sentence.

Elnur Rzayev calls the recordings a courtesy among strangers. Mammadzade did not wish to comment on Moscow, on Kazakhstan, or on the fog.
`;

export const DEBATE = `Evening debate on the harbour, hall of the Seamen's House
The Harbour Courier, 4 March 2025

MODERATOR: Who decided to close the harbour?

Dr Lena Aydin (Greens): The Port Authority did, and it was right. The water is dead.

It will stay dead as long as the Steel Works pour into it.

Mr Tom Brandt (Labour): The Port Authority betrayed the town. Eight hundred families live from the harbour.

MODERATOR: Is there a way back?

Dr Lena Aydin (Greens): Only if the Steel Works pay. I trust the Port Authority in this.

Mr Tom Brandt (Labour): I do not.
`;
