/** Texts written for the test of offers, with stances that a coder would tag: passage, holder, target. */
export interface GoldText {
  readonly language: string;
  readonly text: string;
  /** Id: name and aliases. */
  readonly entities: Readonly<Record<string, readonly string[]>>;
  readonly gold: readonly (readonly [passage: string, holder: string, target: string])[];
}

export const GERMAN: GoldText = {
  language: 'German',
  entities: {
    werft: ['Nordwerft', 'die Werft'],
    stadt: ['Stadt Lüdenhafen', 'Lüdenhafen', 'das Rathaus'],
    land: ['Landesregierung', 'Kiel'],
    brandt: ['Henrike Brandt', 'Brandt'],
    osman: ['Cem Osman', 'Osman'],
    petersen: ['Uwe Petersen', 'Petersen'],
    gewerkschaft: ['Gewerkschaft', 'IG Küste'],
    kraehe: ['Institut Krähe', 'Krähe'],
    gutachten: ['Gutachten'],
    investor: ['Baltic Capital', 'Baltic'],
  },
  text: `Wer rettet die Nordwerft?

Lüdenhafener Bote, 4. März 2025. Von Antje Wulf

Am Montag hat das Rathaus wieder vertagt, was seit Herbst entschieden sein müsste. Die Stadt Lüdenhafen hat in diesem Streit keine gute Figur gemacht, und sie weiß es. Vierhundert Leute warten auf ein Wort.

Bürgermeisterin Henrike Brandt sieht die Schuld anderswo. „Kiel lässt uns mit den Kranken allein und schickt uns die Rechnung“, sagte Brandt nach der Sitzung. Die Landesregierung habe den Bürgschaften dreimal zugestimmt und sie dreimal liegen lassen.

Laut Cem Osman, der für die IG Küste verhandelt, ist die Nordwerft heute ein gesunder Betrieb mit kranken Eigentümern. Baltic Capital habe seit zwei Jahren keinen Euro in die Hallen gesteckt. „Die wollen das Grundstück, nicht die Schiffe“, so Osman.

Dem widerspricht Uwe Petersen, der Baltic in Deutschland vertritt. Die Gewerkschaft rede den Standort schlecht, und sie tue es mit Absicht. Für die Bürgermeisterin hat er dagegen nur warme Worte: „Mit Frau Brandt kann man rechnen, im doppelten Sinn.“

Dem Institut Krähe zufolge ist die Werft ohne neuen Eigentümer in achtzehn Monaten zahlungsunfähig. Das Gutachten, das die Landesregierung bestellt hat, hält Osman für bestellte Ware. Petersen nennt es dagegen „das erste ehrliche Papier in dieser Sache“.

Man darf beiden misstrauen. Wer das Gutachten liest, findet darin keine Zeile über die Leute, die dort arbeiten. Brandt will es deshalb nicht veröffentlichen; möglicherweise fürchtet sie auch nur die Zahl auf Seite neun.`,
  gold: [
    ['hat in diesem Streit keine gute Figur gemacht', 'author', 'stadt'],
    ['Kiel lässt uns mit den Kranken allein', 'brandt', 'land'],
    ['den Bürgschaften dreimal zugestimmt und sie dreimal liegen lassen', 'brandt', 'land'],
    ['ist die Nordwerft heute ein gesunder Betrieb', 'osman', 'werft'],
    ['seit zwei Jahren keinen Euro in die Hallen gesteckt', 'osman', 'investor'],
    ['Die wollen das Grundstück, nicht die Schiffe', 'osman', 'investor'],
    ['rede den Standort schlecht', 'petersen', 'gewerkschaft'],
    ['Mit Frau Brandt kann man rechnen', 'petersen', 'brandt'],
    ['in achtzehn Monaten zahlungsunfähig', 'kraehe', 'werft'],
    ['hält Osman für bestellte Ware', 'osman', 'gutachten'],
    ['das erste ehrliche Papier in dieser Sache', 'petersen', 'gutachten'],
    ['keine Zeile über die Leute', 'author', 'gutachten'],
    ['will es deshalb nicht veröffentlichen', 'brandt', 'gutachten'],
  ],
};

export const RUSSIAN: GoldText = {
  language: 'Russian',
  entities: {
    zavod: ['Северный завод', 'завод'],
    gorod: ['Малые Броды', 'мэрия'],
    oblast: ['областное правительство', 'область'],
    lebedeva: ['Вера Лебедева', 'Лебедева'],
    gromov: ['Пётр Громов', 'Громов'],
    sadykov: ['Рустам Садыков', 'Садыков'],
    ekologi: ['Чистая река'],
    institut: ['Институт воды'],
    doklad: ['доклад'],
    holding: ['Волга-Холдинг', 'холдинг'],
  },
  text: `Река, о которой не спорят

«Вестник Малых Бродов», 12 мая 2025 года. Анна Рощина

Третий год в городе говорят об одном и том же, и третий год мэрия делает вид, что речь идёт о погоде. Северный завод тем временем сливает в реку то, что по бумагам давно увозит. Верить этим бумагам трудно.

«Завод нас травит, а область ставит на этом печать», — сказала Вера Лебедева, которая руководит движением «Чистая река». По словам Лебедевой, доклад о пробах в апреле просто переписали.

Директор завода Пётр Громов с этим не согласен. «Чистая река» живёт на скандалах, считает он, и без скандалов закроется. Областное правительство, напротив, ведёт себя, как он выразился, по-взрослому.

По мнению Рустама Садыкова из Института воды, доклад составлен честно, но прочитан плохо. Садыков не защищает завод: трубы там старше директора. «Волга-Холдинг получил предприятие даром и относится к нему как к подарку», — добавил он.

В холдинге отвечают, что Институт воды ищет заказчика, а не истину. Громов выразился мягче: учёные, сказал он, возможно, ошиблись рекой.

Мэрия молчит. В Малых Бродах к этому привыкли; Лебедева называет это молчание соучастием. Согласно Институту воды, к осени рыбы в реке не останется, и завод в этом виноват не один.`,
  gold: [
    ['делает вид, что речь идёт о погоде', 'author', 'gorod'],
    ['сливает в реку то, что по бумагам давно увозит', 'author', 'zavod'],
    ['Завод нас травит', 'lebedeva', 'zavod'],
    ['область ставит на этом печать', 'lebedeva', 'oblast'],
    ['доклад о пробах в апреле просто переписали', 'lebedeva', 'doklad'],
    ['живёт на скандалах', 'gromov', 'ekologi'],
    ['ведёт себя, как он выразился, по-взрослому', 'gromov', 'oblast'],
    ['доклад составлен честно', 'sadykov', 'doklad'],
    ['не защищает завод', 'sadykov', 'zavod'],
    ['относится к нему как к подарку', 'sadykov', 'holding'],
    ['ищет заказчика, а не истину', 'holding', 'institut'],
    ['возможно, ошиблись рекой', 'gromov', 'institut'],
    ['называет это молчание соучастием', 'lebedeva', 'gorod'],
    ['завод в этом виноват не один', 'institut', 'zavod'],
  ],
};

/** An interview with speakers, and cues that the codebook does not know. */
export const INTERVIEW: GoldText = {
  language: 'English, with speakers',
  entities: {
    smith: ['John Smith'],
    bridge: ['Harrow Bridge', 'the bridge'],
    council: ['Harrow Council', 'the council'],
    ministry: ['Ministry of Roads', 'the ministry'],
    okafor: ['Ada Okafor', 'Okafor'],
  },
  text: `MODERATOR: Mr Smith, will Harrow Bridge be built?

Mr Smith (Lab): The council has promised it in every election since I could vote. I believe the promise as much as I believe the clock on its tower.

And I will tell you who has kept her word: Ada Okafor. She paid for the survey herself.

MODERATOR: The ministry calls your party naive.

Mr Smith (Lab): Then the ministry should read its own file. According to Professor Lena Kaynak, the old bridge is a danger to anyone who crosses it in the rain.

Ms Okafor (Ind): I take the council at its word until the autumn. It has done well with less.`,
  gold: [
    ['has promised it in every election', 'smith', 'council'],
    ['who has kept her word', 'smith', 'okafor'],
    ['should read its own file', 'smith', 'ministry'],
    ['I take the council at its word', 'okafor', 'council'],
    ['It has done well with less', 'okafor', 'council'],
  ],
};
