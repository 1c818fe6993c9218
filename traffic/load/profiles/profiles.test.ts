import { describe, expect, it } from 'vitest';
import { profileNamed, profiles } from './index';
import { saleDay } from './sale-day';

const steps = Array.from({ length: 1001 }, (_, step) => step / 1000);

describe('every profile', () => {
  it.each(profiles.map((profile) => [profile.name, profile] as const))(
    '%s stays within its rate, and reaches it',
    (_, { shape }) => {
      const shares = steps.map(shape);
      expect(Math.min(...shares)).toBeGreaterThan(0);
      expect(Math.max(...shares)).toBe(1);
    },
  );

  it('is found by its name; another is refused with those there are', () => {
    expect(profileNamed('soak').seconds).toBe(3600);
    expect(() => profileNamed('storm')).toThrow('choose one of steady, ramp, spike, soak, sale-day');
  });
});

describe('the day of the sale', () => {
  const at = (hour: number) => saleDay.shape(hour / 24);

  it('is busiest from midnight to two', () => {
    expect([at(0), at(1), at(2)]).toEqual([1, 1, 1]);
    expect(Math.max(...steps.filter((share) => share > 2.1 / 24).map(saleDay.shape))).toBeLessThan(1);
  });

  it('is busy again from nine to eleven and from eight in the evening, and quiet at night', () => {
    expect(at(10)).toBeGreaterThan(2 * at(15));
    expect(at(22)).toBeGreaterThan(at(10));
    expect(at(5)).toBeLessThan(0.1);
  });

  it('changes without a jump, but for the opening', () => {
    const jumps = steps
      .slice(1)
      .map((share, index) => Math.abs(saleDay.shape(share) - saleDay.shape(steps[index] ?? 0)));
    expect(Math.max(...jumps)).toBeLessThan(0.05);
  });
});
