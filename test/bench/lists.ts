/**
 * Enumerations: what stands one after the other in one form, often in one line and without a sentence's end. Prices, tables with
 * separators, timetables, roll calls, scores, dictionaries, litanies, genealogies, references, in several scripts.
 */
import type { Formulaic } from './formulaic';
import { below, pick, type Random } from './truth';

const split = (text: string): string[] => text.split(' ');
const GOODS = split(
  'Bread milk eggs salt rice tea oil flour sugar beans cheese honey apples pears lentils butter yeast',
);
const PEOPLE = split(
  'Ames Boyd Cole Dunn Ellis Frost Grant Hale Irwin Joyce Kemp Lowe Marsh Nash Orr Pratt Quinn Reid',
);
const TOWNS = split('Basel Olten Bern Thun Chur Visp Brig Aarau Zug Baden Uster Wil Lugano Locarno Arosa Davos');
const TEAMS = split('Ajax Porto Lazio Celtic Brugge Malmo Basel Sparta Vitesse Betis Getafe Torino Genoa Lens');
const BIBLE = split('Abram Isaac Jacob Judah Phares Esrom Aram Naasson Salmon Booz Obed Jesse David Asa Joram Ozias');
const SAINTS = split('Mary Peter Paul Andrew James John Thomas Philip Matthew Luke Mark Agnes Cecilia Lucy Monica');
const HEADS = split('abate abbey abhor abide able aboard abode abound above abrupt absent absorb abuse accent accept');
const SENSES = [
  'to lessen',
  'a house of monks',
  'to hate',
  'to wait',
  'having power',
  'on a ship',
  'a home',
  'to be full of',
];
const HAN = split('面包 牛奶 鸡蛋 食盐 大米 茶叶 花生油 面粉 白糖 豆腐 蜂蜜 苹果 酱油 小米');
const ARABIC = split('خبز حليب بيض ملح أرز شاي زيت طحين سكر فول جبن عسل تفاح تمر');
const ARMENIAN = split('հաց կաթ ձու աղ բրինձ թեյ ձեթ ալյուր շաքար լոբի պանիր մեղր խնձոր տանձ');
const THAI = split('ขนมปัง นม ไข่ เกลือ ข้าว ชา น้ำมัน แป้ง น้ำตาล ถั่ว ชีส น้ำผึ้ง');

const number = (random: Random, most: number): string => String(1 + below(random, most));
const two = (n: number): string => String(n).padStart(2, '0');
const price = (random: Random): string => `${below(random, 9)}.${pick(random, split('10 20 25 40 50 75 90'))}`;
const time = (random: Random): string => `${two(below(random, 24))}:${two(5 * below(random, 12))}`;

/** What an item says, and what stands between two. */
const FORMS: Record<string, readonly [(random: Random) => string, string]> = {
  prices: [(r) => `${pick(r, GOODS)} ${price(r)}`, ', '],
  amounts: [(r) => `${number(r, 9)} ${pick(r, ['kg', 'l', 'bags'])} of ${pick(r, GOODS)} at ${price(r)} a piece`, '; '],
  table: [(r) => `${pick(r, TOWNS)} | ${number(r, 20)} | ${price(r)} | ${pick(r, ['open', 'closed'])}`, ' |\n| '],
  tabs: [(r) => `${pick(r, PEOPLE)}\t${number(r, 40)}\t${pick(r, ['paid', 'due'])}`, '\n'],
  timetable: [(r) => `${time(r)} ${pick(r, TOWNS)} – ${pick(r, TOWNS)}, platform ${number(r, 9)}`, '; '],
  'roll call': [(r) => `${pick(r, ['Mr', 'Ms'])} ${pick(r, PEOPLE)}, ${pick(r, ['aye', 'no', 'absent'])}`, '; '],
  scores: [(r) => `${pick(r, TEAMS)} – ${pick(r, TEAMS)} ${below(r, 5)}:${below(r, 5)}`, ', '],
  genealogy: [(r) => `${pick(r, BIBLE)} begat ${pick(r, BIBLE)}`, ', and '],
  litany: [(r) => `${pick(r, ['Saint', 'Holy'])} ${pick(r, SAINTS)}, pray for us`, '. '],
  dictionary: [(r) => `${pick(r, HEADS)}, ${pick(r, ['v.', 'n.', 'adj.'])}, ${pick(r, SENSES)}`, ' — '],
  references: [(r) => `${pick(r, PEOPLE)} ${1990 + below(r, 30)}: ${number(r, 99)}`, '; '],
  codes: [(r) => `${pick(r, split('A B C D'))}${two(below(r, 60))}`, ' '],
  han: [(r) => `${pick(r, HAN)}${number(r, 30)}元`, '、'],
  arabic: [(r) => `${pick(r, ARABIC)} ${number(r, 30)} ريال`, '، '],
  armenian: [(r) => `${pick(r, ARMENIAN)} ${number(r, 30)} դրամ`, ', '],
  thai: [(r) => `${pick(r, THAI)} ${number(r, 30)} บาท`, ' '],
};

export const LISTS = Object.keys(FORMS);

/** An enumeration of about `count` items, no two the same side by side. */
export function makeList(random: Random, kind: string, count: number): Formulaic {
  const [say, between] = FORMS[kind] as (typeof FORMS)[string];
  const perLine = random() < 0.5 ? count : 4 + below(random, 12);
  const items: string[] = [];
  let last = '';
  while (items.length < count) {
    const one = say(random);
    if (one === last) continue;
    last = one;
    items.push(one + ((items.length + 1) % perLine === 0 ? between.trimEnd() + '\n' : between));
  }
  let at = 0;
  const ranges = items.map((one) => ({ from: at, to: (at += one.length) }));
  const fresh = (made: Random): string => say(made) + between;
  return { kind, text: items.join(''), items: ranges, between, fresh };
}
