import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { findAgain } from '../../src/core/anchors/reanchor';
import { foldedOf } from '../../src/core/text/folded';
import { sentenceStarts } from '../../src/core/text/sentences';
import { anchorsOf, below, randomFrom, type Random, type TagRange } from '../bench/truth';

/** Six sentences in each script, written for this test, and what stands between two of them on one line. */
const SCRIPTS: Readonly<Record<string, { readonly glue: '' | ' '; readonly sentences: readonly string[] }>> = {
  Latin: {
    glue: ' ',
    sentences: [
      'The ministry denied the report on Monday.',
      'Who would gain from a new delay?',
      'The envoys left the hall without a word!',
      'Both sides call the text “a first step.”',
      'A vote is due in the second week of March.',
      'The harbour stays closed until then.',
    ],
  },
  Cyrillic: {
    glue: ' ',
    sentences: [
      'Министерство опровергло сообщение в понедельник.',
      'Кому выгодна новая задержка?',
      'Послы покинули зал, не сказав ни слова!',
      'Обе стороны называют текст «первым шагом».',
      'Голосование назначено на вторую неделю марта.',
      'До тех пор порт остаётся закрытым.',
    ],
  },
  Armenian: {
    glue: ' ',
    sentences: [
      'Նախարարությունը երկուշաբթի հերքեց լուրը։',
      'Ո՞ւմ է ձեռնտու նոր ուշացումը։',
      'Դեսպանները լուռ դուրս եկան դահլիճից։',
      'Երկու կողմերն էլ տեքստն անվանում են առաջին քայլ։',
      'Քվեարկությունը նշանակված է մարտի երկրորդ շաբաթում։',
      'Մինչ այդ նավահանգիստը փակ է մնում։',
    ],
  },
  Georgian: {
    glue: ' ',
    sentences: [
      'სამინისტრომ ორშაბათს ცნობა უარყო.',
      'ვის აწყობს ახალი დაგვიანება?',
      'ელჩებმა დარბაზი უსიტყვოდ დატოვეს!',
      'ორივე მხარე ტექსტს პირველ ნაბიჯს უწოდებს.',
      'კენჭისყრა მარტის მეორე კვირაშია დანიშნული.',
      'მანამდე ნავსადგური დაკეტილი რჩება.',
    ],
  },
  Arabic: {
    glue: ' ',
    sentences: [
      'نفت الوزارة التقرير يوم الاثنين.',
      'من المستفيد من تأخير جديد؟',
      'غادر السفراء القاعة دون أن يقولوا شيئا!',
      'يصف الطرفان النص بأنه خطوة أولى.',
      'يجري التصويت في الأسبوع الثاني من آذار.',
      'ويبقى الميناء مغلقا حتى ذلك الحين.',
    ],
  },
  Hebrew: {
    glue: ' ',
    sentences: [
      'המשרד הכחיש את הידיעה ביום שני.',
      'מי ירוויח מעיכוב נוסף?',
      'השגרירים עזבו את האולם בלי לומר מילה!',
      'שני הצדדים מכנים את הנוסח צעד ראשון.',
      'ההצבעה נקבעה לשבוע השני של מרץ.',
      'עד אז יישאר הנמל סגור.',
    ],
  },
  Devanagari: {
    glue: ' ',
    sentences: [
      'मंत्रालय ने सोमवार को खबर का खंडन किया।',
      'नई देरी से किसे लाभ होगा?',
      'राजदूत बिना कुछ कहे सभागार से चले गए।',
      'दोनों पक्ष इस पाठ को पहला कदम कहते हैं।',
      'मतदान मार्च के दूसरे सप्ताह में होना है।',
      'तब तक बंदरगाह बंद रहेगा।',
    ],
  },
  Han: {
    glue: '',
    sentences: [
      '外交部星期一否认了这一报道。',
      '谁会从新的拖延中得利？',
      '使节们一言不发地离开了大厅！',
      '双方都称这份文本是“第一步”。',
      '表决定于三月的第二个星期举行。',
      '在此之前港口继续关闭。',
    ],
  },
  Kana: {
    glue: '',
    sentences: [
      '外務省は月曜日にこの報道を否定した。',
      '新たな遅れで得をするのはだれか？',
      '大使たちは何も言わずに会場を出た。',
      '双方はこの文書を「最初の一歩」と呼んでいる。',
      '採決は三月の第二週に行われる予定だ。',
      'それまで港は閉じたままになる。',
    ],
  },
  Hangul: {
    glue: ' ',
    sentences: [
      '외무부는 월요일에 그 보도를 부인했다.',
      '새로운 지연으로 누가 이득을 보는가?',
      '대사들은 아무 말 없이 회의장을 떠났다!',
      '양측은 이 문서를 첫걸음이라고 부른다.',
      '표결은 삼월 둘째 주에 있을 예정이다.',
      '그때까지 항구는 닫혀 있다.',
    ],
  },
  Thai: {
    glue: '',
    sentences: [
      'กระทรวงปฏิเสธรายงานดังกล่าวเมื่อวันจันทร์',
      'ใครจะได้ประโยชน์จากความล่าช้าครั้งใหม่',
      'บรรดาทูตออกจากห้องประชุมโดยไม่พูดอะไร',
      'ทั้งสองฝ่ายเรียกข้อความนี้ว่าก้าวแรก',
      'การลงคะแนนกำหนดไว้ในสัปดาห์ที่สองของเดือนมีนาคม',
      'ท่าเรือจะยังคงปิดจนกว่าจะถึงเวลานั้น',
    ],
  },
};

const squeezed = (text: string): string => text.replace(/\s+/g, '');

/** A tag on each sentence, on its first third and on its middle, each found by counting what is no white space. */
function tagsOf(text: string, sentences: readonly string[], which: 'sentences' | 'words'): TagRange[] {
  const tags: TagRange[] = [];
  let at = 0;
  for (const sentence of sentences) {
    const from = text.replace(/\u00a0/g, ' ').indexOf(sentence, at);
    assert.ok(from >= at);
    at = from + 1;
    if (which === 'sentences') {
      tags.push({ from, to: from + sentence.length });
      continue;
    }
    const third = Math.floor(sentence.length / 3);
    tags.push({ from, to: from + third }, { from: from + third + 1, to: from + 2 * third });
  }
  return tags.map((tag) => {
    let { from, to } = tag;
    while (/\s/.test(text.charAt(from))) from++;
    while (/\s/.test(text.charAt(to - 1))) to--;
    return { from, to };
  });
}

/** Lines of about `columns` units: broken at white space, or anywhere where the script has none. */
function wrapped(text: string, columns: number, glue: string): string {
  if (glue === '') return text.replace(new RegExp(`(.{${columns}})(?!\\p{M})(?=.)`, 'gu'), '$1\n');
  let line = 0;
  return text.replace(/\S+\s*/g, (word) => {
    line += word.length;
    if (line < columns) return word;
    line = 0;
    return word.replace(/\s+$/, '\n');
  });
}

function lostOrWrong(old: string, tags: readonly TagRange[], now: string): string[] {
  assert.equal(squeezed(old), squeezed(now));
  return findAgain(now, anchorsOf(old, tags)).flatMap((found, i) => {
    const tag = tags[i] as TagRange;
    const quote = old.slice(tag.from, tag.to);
    if (found.kind === 'lost') return [`lost: ${quote}`];
    const right =
      squeezed(now.slice(found.from, found.to)) === squeezed(quote) &&
      squeezed(now.slice(0, found.from)) === squeezed(old.slice(0, tag.from));
    return right ? [] : [`wrong: ${quote} → ${now.slice(found.from, found.to)}`];
  });
}

describe('every script: nothing is lost when only white space differs', () => {
  for (const [script, { glue, sentences }] of Object.entries(SCRIPTS)) {
    const lines = sentences.join('\n') + '\n';
    const paragraphs = sentences.join('\n\n') + '\n';
    const line = sentences.join(glue) + '\n';
    const forms: Readonly<Record<string, string>> = {
      lines,
      paragraphs,
      'one line': line,
      'spaces doubled': sentences.join('  ') + '\n',
      'lines of 22': wrapped(line, 22, glue),
      'lines of 13': wrapped(line, 13, glue),
      'windows line ends gone, no-break spaces': line.replace(/ /g, '\u00a0'),
    };
    for (const which of ['sentences', 'words'] as const) {
      it(`${script}, ${which}: from one sentence a line to every other form, and back`, () => {
        const wrong: string[] = [];
        for (const [name, now] of Object.entries(forms)) {
          wrong.push(...lostOrWrong(lines, tagsOf(lines, sentences, which), now).map((one) => `${name}: ${one}`));
          if (/lines of/.test(name)) continue;
          wrong.push(...lostOrWrong(now, tagsOf(now, sentences, which), lines).map((one) => `from ${name}: ${one}`));
        }
        assert.deepEqual(wrong, []);
      });
      it(`${script}, ${which}: a tag alone, six lines joined`, () => {
        const wrong = tagsOf(lines, sentences, which).flatMap((tag) => lostOrWrong(lines, [tag], line));
        // In Thai that stands without a single space nothing shows that the context is more than one sentence.
        const alone = script === 'Thai' ? [] : tagsOf(line, sentences, which);
        const back = alone.flatMap((tag) => lostOrWrong(line, [tag], lines));
        assert.deepEqual([...wrong, ...back], []);
      });
    }
  }

  /** A text of many made-up sentences with the script's own words (or, without spaces, stretches of letters) and ends. */
  function madeUp(random: Random, { glue, sentences }: (typeof SCRIPTS)[string], count: number): string[] {
    const parts = sentences.flatMap((one) =>
      glue === '' ? (one.slice(0, -1).match(/.{2,4}?(?!\p{M})/gu) ?? []) : one.slice(0, -1).split(' '),
    );
    return Array.from({ length: count }, () => {
      const words = Array.from({ length: 5 + below(random, 9) }, () => parts[below(random, parts.length)] as string);
      return words.join(glue) + (sentences[below(random, sentences.length)] as string).slice(-1);
    });
  }

  for (const [script, of] of Object.entries(SCRIPTS)) {
    for (const seed of [1]) {
      it(`${script}: 200 made-up sentences, lines made anew (seed ${seed})`, () => {
        const random = randomFrom(seed);
        const sentences = madeUp(random, of, 200);
        const text = sentences.map((one) => one + (random() < 0.2 ? '\n\n' : random() < 0.4 ? '\n' : of.glue)).join('');
        const tags: TagRange[] = [];
        for (let at = 0; at < text.length - 60; at += 20 + below(random, 60)) {
          let [from, to] = [at, at + 2 + below(random, 40)];
          while (/[\s\p{M}]/u.test(text.charAt(from))) from++;
          while (/\s/.test(text.charAt(to - 1)) || /\p{M}/u.test(text.charAt(to))) to++;
          while (/\s/.test(text.charAt(to - 1))) to--;
          if (to > from) tags.push({ from, to });
        }
        const joined = text.replace(/\s+/g, of.glue);
        const wrong = [24, 60, 1000].flatMap((columns) =>
          lostOrWrong(text, tags, wrapped(joined, columns, of.glue)).map((one) => `${columns}: ${one}`),
        );
        assert.deepEqual(wrong, []);
      });
    }
  }

  it('sentences begin where readers of the script see it', () => {
    for (const [script, { glue, sentences }] of Object.entries(SCRIPTS)) {
      if (script === 'Thai') continue;
      const text = sentences.join(glue);
      let at = 0;
      const expected = sentences.slice(0, -1).map((one) => (at += one.length + glue.length));
      assert.deepEqual(sentenceStarts(text), expected, script);
    }
    assert.deepEqual(sentenceStarts('Es gilt z.B. der Vertrag. Er “endet.” Bald.'), [26, 38]);
    assert.deepEqual(sentenceStarts('He asked "why" and (then) left.'), []);
  });

  it('white space of any kind folds alike, and beside letters without spaces to nothing', () => {
    const unit = fc.constantFrom(
      'a',
      'é',
      ' ',
      '\n',
      '外',
      '。',
      'ก',
      'か\u3099',
      '-',
      '–',
      '\u200b',
      '…',
      '𠀀',
      '한',
      '”',
    );
    const space = fc.constantFrom(' ', '\n', '\t \n', '\u00a0', '\u3000\u2028');
    fc.assert(
      fc.property(
        fc.array(unit, { maxLength: 30 }),
        fc.array(space, { minLength: 30, maxLength: 30 }),
        (units, spaces) => {
          const text = units.join('');
          let i = 0;
          const other = text
            .replace(/\s+/g, () => spaces[i++ % 30] as string)
            .replace(/[外。ก𠀀](?=.)/gu, (one) => one + (i++ % 2 === 0 ? (spaces[i % 30] as string) : ''));
          assert.deepEqual([...foldedOf(other).codes], [...foldedOf(text).codes]);
          const { codes, starts } = foldedOf(text);
          assert.equal(starts[codes.length], text.length);
          for (let k = 0; k < codes.length; k++) assert.ok((starts[k] as number) <= (starts[k + 1] as number));
        },
      ),
      { numRuns: 500 },
    );
  });

  it('a folded place maps back to where the text has it', () => {
    const text = '外交部 \n 否认了\u200b，AI 技术';
    const folded = foldedOf(text);
    assert.equal(String.fromCharCode(...folded.codes), '外交部否认了，AI技术');
    assert.deepEqual([...folded.starts], [0, 1, 2, 6, 7, 8, 10, 11, 12, 14, 15, 16]);
  });
});
