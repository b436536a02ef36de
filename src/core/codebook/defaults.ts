/** What a codebook holds before anybody has said anything: the types and stance values that FORMAT.md lists. */
import type { Codebook, EntityType, StanceValue } from '../model';

const TYPES = ['person', 'state', 'organisation', 'place', 'event', 'work', 'other'] as const;

const STANCES: readonly StanceValue[] = [
  { id: 'supportive', label: 'Supportive', axis: 'positive' },
  { id: 'critical', label: 'Critical', axis: 'negative' },
  { id: 'neutral', label: 'Neutral', axis: 'neutral' },
  { id: 'mixed', label: 'Mixed', axis: 'mixed' },
  { id: 'unclear', label: 'Unclear', axis: 'unclear' },
];

/** An id as a label, where none is written: `work-of-art` is `Work of art`. */
export function labelOf(id: string): string {
  const words = id.replaceAll('-', ' ');
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}

const DEFAULT: Codebook = {
  types: TYPES.map((id): EntityType => ({ id, label: labelOf(id) })),
  stances: STANCES,
  entities: [],
  searches: [],
};

/** The codebook that the first tag would write: default types and stance values, no entities. */
export function defaultCodebook(): Codebook {
  return DEFAULT;
}
