import assert from 'node:assert/strict';
import { suggestDetails } from '../../src/core/details/suggest';
import { dateIn, readDate } from '../../src/core/text/date-words';

describe('dates as people write them', () => {
  for (const [words, date] of [
    ['2025-01-27', '2025-01-27'],
    ['2025-01', '2025-01'],
    ['2025', '2025'],
    ['27 January 2025', '2025-01-27'],
    ['  27   january  2025 ', '2025-01-27'],
    ['January 27th, 2025', '2025-01-27'],
    ['Jan. 27, 2025', '2025-01-27'],
    ['January 2025', '2025-01'],
    ['27. Januar 2025', '2025-01-27'],
    ['27. März 2025', '2025-03-27'],
    ['27.01.2025', '2025-01-27'],
    ['7. 1. 2025', '2025-01-07'],
    ['2025/1/7', '2025-01-07'],
    ['27/01/2025', '2025-01-27'],
    ['01/27/2025', '2025-01-27'],
    ['05/05/2025', '2025-05-05'],
    ['27 января 2025 г.', '2025-01-27'],
    ['27 січня 2025 року', '2025-01-27'],
    ['27 de enero de 2025', '2025-01-27'],
    ['27 janvier 2025', '2025-01-27'],
    ['27 Ocak 2025', '2025-01-27'],
    ['27 stycznia 2025', '2025-01-27'],
    // These may mean two days, no day, or are none.
    ['05/06/2025', undefined],
    ['31 February 2025', undefined],
    ['27 January', undefined],
    ['27 2025', undefined],
    ['soon', undefined],
    ['27 January 2025 and later', undefined],
    ['', undefined],
  ] as const) {
    it(`“${words}” is ${date ?? 'no date'}`, () => assert.equal(readDate(words), date));
  }

  it('stand in a line', () => {
    assert.deepEqual(dateIn('The Courier, 27 January 2025, page 3'), {
      date: '2025-01-27',
      words: '27 January 2025',
    });
    assert.equal(dateIn('Room 27, January sale, 2025 seats'), undefined);
  });
});

describe('suggested details', () => {
  it('come from the first lines', () => {
    const text =
      'A pier for nobody\nBy Lale Rzayeva\nHarbour Courier, 27 January 2025\nhttps://courier.example/a-pier.\n\nThe pier was opened.\n';
    assert.deepEqual(suggestDetails('003.txt', text), {
      title: 'A pier for nobody',
      author: 'Lale Rzayeva',
      outlet: 'Harbour Courier',
      date: '2025-01-27',
      address: 'https://courier.example/a-pier',
    });
  });

  it('take the date of the file name before one of the text', () => {
    assert.equal(suggestDetails('20250302_pier.txt', 'On 1 May 2024 it rained.\n').date, '2025-03-02');
    assert.equal(suggestDetails('courier-2025-03-02.txt', '').date, '2025-03-02');
    assert.equal(suggestDetails('interview 27 January 2025.txt', '').date, '2025-01-27');
  });

  it('make nothing up from running text', () => {
    const text = 'The council met. It was late.\nNobody came, said the clerk by the door.\nIn 2025 that was usual.\n';
    assert.deepEqual(suggestDetails('001.txt', text), {});
    assert.deepEqual(suggestDetails('001.txt', ''), {});
    assert.deepEqual(suggestDetails('99999999.txt', 'One line alone'), {});
  });
});
