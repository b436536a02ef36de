/**
 * Words by which a text names who says something, for ten languages: data that anybody can add a language to. Case and accents do
 * not count; a `*` stands for any ending, a space for white space.
 */
export interface Cues {
  /** Verbs of saying, thinking and judging, in the forms in which reports have them: the name stands on one side. */
  readonly verbs: readonly string[];
  /** What stands before the name: 'according to X'. */
  readonly before: readonly string[];
  /** What stands behind the name: 'X zufolge', 'X'e göre'. */
  readonly after: readonly string[];
  /** By which a text is less than sure of what it reports. */
  readonly probable: readonly string[];
  readonly possible: readonly string[];
}

export const CUES: Readonly<Record<string, Cues>> = {
  en: {
    verbs:
      'say says said saying tell tells told add adds added argue argues argued claim claims claimed believe believes believed think thinks thought note notes noted write writes wrote state states stated warn warns warned insist insists insisted explain explains explained complain complains complained accuse accuses accused call calls called describe describes described declare declares declared suggest suggests suggested reply replies replied answer answers answered announce announces announced admit admits admitted deny denies denied perceive perceives perceived maintain maintains maintained conclude concludes concluded observe observes observed emphasise* emphasize* stress stresses stressed criticise* criticize* praise praises praised thank thanks thanked'.split(
        ' ',
      ),
    before: ['according to', 'in the words of', 'in the view of', 'in the opinion of', 'as reported by', 'said by'],
    after: ['’s reading', '’s view', '’s opinion', '’s words'],
    probable: ['probably', 'likely', 'reportedly', 'apparently'],
    possible: ['possibly', 'perhaps', 'maybe', 'allegedly', 'it seems'],
  },
  de: {
    verbs:
      'sagt sagte sagten erklärt* meint meinte glaubt glaubte schreibt schrieb findet fand behauptet* betont* warnt* kritisiert* lobt* fordert* berichtet* nennt nannte hält hielt klagt* räumt räumte antwortet* bestreitet bestritt vermutet* urteilt* wirft warf spricht sprach ergänzt* fügt fügte'.split(
        ' ',
      ),
    before: ['laut', 'nach ansicht', 'nach meinung', 'nach auffassung', 'nach angaben', 'nach den worten'],
    after: ['zufolge'],
    probable: ['wahrscheinlich', 'wohl', 'offenbar', 'anscheinend'],
    possible: ['möglicherweise', 'vielleicht', 'angeblich', 'womöglich'],
  },
  fr: {
    verbs:
      'dit disait déclare déclaré affirme affirmé estime estimé pense pensait croit écrit explique expliqué ajoute ajouté souligne souligné accuse accusé critique critiqué juge jugé répond répondu soutient prétend reconnaît dénonce dénoncé assure assuré'.split(
        ' ',
      ),
    before: ['selon', "d'après", 'd’après', 'aux yeux de', 'de l’avis de', "de l'avis de"],
    after: [],
    probable: ['probablement', 'sans doute', 'vraisemblablement'],
    possible: ['peut-être', 'possiblement', 'prétendument'],
  },
  es: {
    verbs:
      'dice dijo decía declara declaró afirma afirmó cree creía piensa opina opinó sostiene sostuvo escribe escribió explica explicó añade añadió acusa acusó critica criticó advierte advirtió señala señaló asegura aseguró responde respondió denuncia denunció reconoce reconoció'.split(
        ' ',
      ),
    before: ['según', 'a juicio de', 'en opinión de', 'en palabras de'],
    after: [],
    probable: ['probablemente', 'seguramente', 'al parecer'],
    possible: ['quizá', 'quizás', 'tal vez', 'posiblemente', 'supuestamente'],
  },
  it: {
    verbs:
      'dice disse detto dichiara dichiarato afferma affermato sostiene sostenuto crede pensa ritiene scrive spiega spiegato aggiunge aggiunto accusa accusato critica criticato avverte osserva replica risponde ammette denuncia'.split(
        ' ',
      ),
    before: ['secondo', 'a detta di', 'stando a', 'a giudizio di', 'nelle parole di'],
    after: [],
    probable: ['probabilmente', 'a quanto pare'],
    possible: ['forse', 'possibilmente', 'presumibilmente'],
  },
  ru: {
    verbs:
      'говорит говорил* сказал* заявил* заявляет считает считал* думает полагает пишет писал* написал* отмечает отметил* подчеркнул* подчёркивает утверждает утверждал* объяснил* объясняет добавил* добавляет обвинил* обвиняет критикует раскритиковал* предупредил* ответил* отвечает признал* признаёт уверен уверена убеждён убеждена называет назвал* сообщил*'.split(
        ' ',
      ),
    before: ['по словам', 'по мнению', 'по данным', 'согласно', 'с точки зрения', 'по оценке'],
    after: [],
    probable: ['вероятно', 'по-видимому', 'похоже', 'видимо'],
    possible: ['возможно', 'может быть', 'якобы'],
  },
  tr: {
    verbs:
      'dedi diyor söyledi söylüyor belirtti belirtiyor açıkladı açıklıyor savundu savunuyor düşünüyor inanıyor yazdı vurguladı ekledi eleştirdi suçladı uyardı ifade iddia'.split(
        ' ',
      ),
    before: [],
    after: ['göre', 'e göre', 'a göre', 'ye göre', 'ya göre'],
    probable: ['muhtemelen', 'galiba', 'anlaşılan'],
    possible: ['belki', 'sözde', 'güya'],
  },
  az: {
    verbs:
      'dedi deyir deyib söylədi söyləyir bildirdi bildirir bildirib vurğuladı qeyd hesab düşünür inanır yazır yazdı əlavə tənqid ittiham iddia'.split(
        ' ',
      ),
    before: [],
    after: ['görə', 'ə görə', 'a görə', 'sözlərinə görə', 'fikrincə'],
    probable: ['yəqin', 'ehtimal ki', 'görünür'],
    possible: ['bəlkə', 'mümkündür', 'guya'],
  },
  uk: {
    verbs:
      'каже казав казала сказав сказала заявив заявила заявляє вважає вважав думає пише писав зазначив зазначила наголосив наголосила стверджує пояснив пояснила додав додала звинуватив звинуватила критикує попередив відповів відповіла визнав визнала переконаний переконана називає'.split(
        ' ',
      ),
    before: ['за словами', 'на думку', 'за даними', 'згідно з', 'з погляду'],
    after: [],
    probable: ['ймовірно', 'мабуть', 'схоже', 'певно'],
    possible: ['можливо', 'нібито'],
  },
  pl: {
    verbs:
      'mówi mówił mówiła powiedział powiedziała twierdzi twierdził uważa uważał sądzi myśli pisze napisał napisała dodał dodała dodaje zaznaczył podkreślił podkreśla oskarżył oskarża krytykuje skrytykował ostrzegł ostrzega odpowiedział przyznał wyjaśnił wyjaśnia oświadczył'.split(
        ' ',
      ),
    before: ['według', 'zdaniem', 'w opinii', 'jak mówi', 'wedle'],
    after: [],
    probable: ['prawdopodobnie', 'zapewne', 'najwyraźniej'],
    possible: ['być może', 'podobno', 'rzekomo'],
  },
};
