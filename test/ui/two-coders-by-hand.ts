/** How far the two coders of `two-coders-texts.ts` agree, question by question, worked out by hand. */
import type { Measure } from '../../src/core/agreement/answer';

interface Expected {
  readonly asks: string;
  readonly n: number;
  readonly measures: Partial<Record<Measure, number>>;
}

/** critical/critical, supportive/supportive, supportive/neutral. Together 2 critical, 3 supportive, 1 neutral. */
const VALUES: Expected['measures'] = {
  agreement: 2 / 3,
  // pe = (1 · 1 + 2 · 1 + 0 · 1)/9 = 3/9.
  'cohen-kappa': (6 - 3) / (9 - 3),
  // pe = (2² + 3² + 1²)/6² = 14/36.
  'scott-pi': (24 - 14) / (36 - 14),
  alpha: 1 - (5 * 2) / (36 - 14),
  // pe = (2/6 · 4/6 + 3/6 · 3/6 + 1/6 · 5/6)/(3 − 1) = 11/36.
  ac1: (24 - 11) / (36 - 11),
};

/**
 * Ann's rating beside Ben's; po: raw agreement, pe: what chance has of it. For α: units × 2 values, of which n_c in each category;
 * α = 1 − (n − 1) · differing / (n² − Σ n_c²), where each differing unit counts from both sides. α_U = 1 − Do/De over the texts one
 * after another, L = 300: Do sums the squares of what borders are apart, or of a length that the other left a gap for, from both
 * sides, / (2 · L²); De = 2/L · Σ of the N passages' [(N − 1)/3 · l(l − 1)(2l − 1) + l² · Σ of the gaps g ≥ l (g − l + 1)] /
 * (2L(2L − 1) − Σ l(l − 1)).
 */
export const BY_HAND: Readonly<Record<string, Expected>> = {
  // Characters of 300. one: Ada, Rio, 6 yes/yes. two: Rio 3 yes/yes, Ada 3 no/yes. three: Rio and 'mill' 7 yes/yes, 'the old ' 8 yes/no.
  // 16 yes/yes, 8 yes/no, 3 no/yes, 273 no/no: Ann 24 yes and 276 no, Ben 19 and 281, together 43 and 557.
  mentions: {
    asks: 'Do we find the same mentions?',
    n: 300,
    measures: {
      agreement: 289 / 300,
      // po = 86700/90000; pe = (24 · 19 + 276 · 281)/90000 = 78012/90000.
      'cohen-kappa': (86_700 - 78_012) / (90_000 - 78_012),
      // po = 346800/360000; pe = (43² + 557²)/600² = 312098/360000.
      'scott-pi': (346_800 - 312_098) / (360_000 - 312_098),
      // 600² − 43² − 557² = 47902; 11 units differ.
      alpha: 1 - (599 * 22) / 47_902,
      // pe = (43 · 557 + 557 · 43)/600² / (2 − 1) = 47902/360000.
      ac1: (346_800 - 47_902) / (360_000 - 47_902),
      // Do: 'mill' begins 8 later, 2 · 8²; Ada lies in a gap, 2 · 3². Lengths: nine of 3, one of 4, one of 12, N = 11.
      // Gaps of Ann 8, 108, 75, 7, 78, of Ben 8, 86, 19, 75, 15, 78: together 557; the eight that 12 fits into 534.
      // De: 9 · 100 + 280 + 10120 + 9 · 9 · (557 − 22) + 16 · (557 − 33) + 144 · (534 − 88) = 127243; Σ l(l − 1) = 198.
      'alpha-u': 1 - 146 / 180_000 / (((2 / 300) * 127_243) / (359_400 - 198)),
      // Ann marked 5 passages, Ben 6, the half of both 5.5. Wholly alike: Ada, Rio, Rio. Borders alone: Rio in one. Meaning alone: the mill.
      'f1-strict': 3 / 5.5,
      'f1-exact': 4 / 5.5,
      'f1-partial': 4.5 / 5.5,
      'f1-type': 4 / 5.5,
    },
  },
  // ada/ada, rio/mill; rio/rio; rio/rio, mill/mill. Ann 1 ada, 3 rio, 1 mill; Ben 1, 2, 2; together 2, 5, 3.
  entities: {
    asks: 'Do we mean the same entity?',
    n: 5,
    measures: {
      agreement: 4 / 5,
      // pe = (1 · 1 + 3 · 2 + 1 · 2)/25 = 9/25.
      'cohen-kappa': (20 - 9) / (25 - 9),
      // pe = (2² + 5² + 3²)/10² = 38/100.
      'scott-pi': (80 - 38) / (100 - 38),
      alpha: 1 - (9 * 2) / (100 - 38),
      // pe = (0.2 · 0.8 + 0.5 · 0.5 + 0.3 · 0.7)/(3 − 1) = 0.31.
      ac1: (80 - 31) / (100 - 31),
    },
  },
  // Characters: 'blames' 6, 'trusts' 6, 'loves' 5 yes/yes; 'blindly' 7, ' the old mill' 13 yes/no; 'Rio ' 4 no/yes; 259 no/no.
  // Ann 37 yes and 263 no, Ben 21 and 279, together 58 and 542.
  stances: {
    asks: 'Do we see the same stances?',
    n: 300,
    measures: {
      agreement: 276 / 300,
      // po = 82800/90000; pe = (37 · 21 + 263 · 279)/90000 = 74154/90000.
      'cohen-kappa': (82_800 - 74_154) / (90_000 - 74_154),
      // po = 331200/360000; pe = (58² + 542²)/600² = 297128/360000.
      'scott-pi': (331_200 - 297_128) / (360_000 - 297_128),
      alpha: 1 - (599 * 48) / 62_872,
      // pe = 2 · 58 · 542/600² = 62872/360000.
      ac1: (331_200 - 62_872) / (360_000 - 62_872),
      // Do: 'Rio loves' begins 4 before and ends 13 before, 2 · (4² + 13²); 'blindly' lies in a gap, 2 · 7². Lengths: four of 6, 7, 9, 18.
      // Gaps of Ann 4, 105, 5, 71, 78, of Ben 4, 105, 79, 91: those that any of them fits into are six, together 529.
      // De: 4 · 660 + 1092 + 2448 + 21420 + 4 · 36 · (529 − 30) + 49 · (529 − 36) + 81 · (529 − 48) + 324 · (529 − 102) = 300922;
      // Σ l(l − 1) = 540.
      'alpha-u': 1 - 468 / 180_000 / (((2 / 300) * 300_922) / (359_400 - 540)),
      // Ann marked 4 pieces, Ben 3, the half of both 3.5. Wholly alike: blames, trusts. 'loves' overlaps, with another value.
      'f1-strict': 2 / 3.5,
      'f1-exact': 2 / 3.5,
      'f1-partial': 2.5 / 3.5,
      'f1-type': 2 / 3.5,
    },
  },
  // ada → rio twice and rio → mill once, by both.
  ends: {
    asks: 'Do we see the same holder and target?',
    n: 3,
    measures: { agreement: 1, 'cohen-kappa': 1, 'scott-pi': 1, alpha: 1, ac1: 1 },
  },
  values: {
    asks: 'Do we give the same value?',
    n: 3,
    measures: VALUES,
  },
  // 3/2, 2/2, 1/1. Together two 1, three 2, one 3, of a scale from 1 to 4.
  intensities: {
    asks: 'Do we give the same intensity?',
    n: 3,
    measures: {
      agreement: 2 / 3,
      // pe = (1 · 1 + 1 · 2 + 1 · 0)/9 = 3/9.
      'cohen-kappa': (6 - 3) / (9 - 3),
      'scott-pi': (24 - 14) / (36 - 14),
      // One step off weighs 1 − (1/3)² = 8/9, two 1 − (2/3)² = 5/9. po = (8/9 + 1 + 1)/3 = 26/27;
      // pe = (1 + 2 · 8/9 + 8/9 + 2 + 5/9 + 2 · 8/9)/9 = 8/9 = 24/27.
      'weighted-kappa': (26 - 24) / (27 - 24),
      // Middles of the ranks: 1, 3.5, 5.5. Differing: 3 from 2 twice, 2 · 2² = 8.
      // All pairs: 2 · (2 · 3 · 2.5² + 2 · 1 · 4.5² + 3 · 1 · 2²) = 180.
      alpha: 1 - (5 * 8) / 180,
      // All weights of the 4 × 4 table: 4 + 2 · (3 · 8/9 + 2 · 5/9 + 0) = 104/9;
      // pe = 104/9 / (4 · 3) · (2/6 · 4/6 + 3/6 · 3/6 + 1/6 · 5/6) = 26/27 · 22/36 = 143/243; po = 26/27 = 234/243.
      ac2: (234 - 143) / (243 - 143),
    },
  },
  // Of each source's one pair of holder and target: as of the values.
  documents: {
    asks: 'Do we say the same about a source: who stands how toward whom?',
    n: 3,
    measures: VALUES,
  },
};
