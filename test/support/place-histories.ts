import fc from 'fast-check';

import type { CodeSpan, StatedChange } from '../../src/transform/classification/classification.ts';

/** Places over some years: their codes, the list of changes, and who became whom. Synthetic. */
export interface PlaceHistory {
  readonly codes: readonly CodeSpan[];
  readonly stated: readonly StatedChange[];
  /** First days of the structures, the oldest first. */
  readonly days: readonly string[];
}

/** What happens on one day, by places picked with numbers. */
interface Event {
  readonly kind: 'recode' | 'merge into new' | 'merge into one' | 'split' | 'split off' | 'move';
  readonly picks: readonly number[];
}

const event: fc.Arbitrary<Event> = fc.record({
  kind: fc.constantFrom<Event['kind']>(
    'recode',
    'merge into new',
    'merge into one',
    'split',
    'split off',
    'move',
  ),
  picks: fc.array(fc.nat(1000), { minLength: 3, maxLength: 3 }),
});

/** Up to eight places, and up to three events in each of up to five years. */
export function arbitraryHistory(): fc.Arbitrary<PlaceHistory> {
  return fc
    .record({
      places: fc.integer({ min: 2, max: 8 }),
      years: fc.array(fc.array(event, { maxLength: 3 }), { minLength: 1, maxLength: 5 }),
    })
    .map(({ places, years }) => tell(places, years));
}

function tell(places: number, years: readonly (readonly Event[])[]): PlaceHistory {
  let next = 1;
  const fresh = (): string => String(1000 + next++);
  const since = new Map<string, string>();
  const codes: CodeSpan[] = [];
  const stated: StatedChange[] = [];
  const days = ['2000-01-01'];
  for (let place = 0; place < places; place += 1) since.set(fresh(), '2000-01-01');
  for (const [index, events] of years.entries()) {
    const day = `${2001 + index}-01-01`;
    days.push(day);
    const free = [...since.keys()];
    for (const { kind, picks } of events) {
      // A place has one thing happen to it a year, as in life.
      const take = (pick: number): string | undefined =>
        free.splice(pick % (free.length || 1), 1)[0];
      const one = take(picks[0] ?? 0);
      if (one === undefined) continue;
      const other = kind === 'recode' || kind.startsWith('split') ? undefined : take(picks[1] ?? 0);
      const lead = (from: string, to: string): void => {
        stated.push({ date: day, oldCode: from, newCode: to, oldName: from, newName: to });
      };
      const end = (code: string): void => {
        codes.push(place(code, since.get(code) ?? '', day));
        since.delete(code);
      };
      const begin = (): string => {
        const code = fresh();
        since.set(code, day);
        return code;
      };
      if (kind === 'recode') {
        lead(one, begin());
        end(one);
      } else if (kind === 'split') {
        lead(one, begin());
        lead(one, begin());
        end(one);
      } else if (kind === 'split off') {
        lead(one, begin());
      } else if (other !== undefined && kind === 'merge into new') {
        const code = begin();
        lead(one, code);
        lead(other, code);
        end(one);
        end(other);
      } else if (other !== undefined && kind === 'merge into one') {
        lead(one, other);
        end(one);
      } else if (other !== undefined) {
        lead(one, other);
      }
    }
  }
  for (const [code, from] of since) codes.push(place(code, from, null));
  return { codes, stated, days };
}

function place(code: string, from: string, to: string | null): CodeSpan {
  return { code, from, to, level: 1, parent: null, names: { no: code, nn: null, en: null } };
}
