/** The probability of at least `count` events where `mean` are expected, each for itself (Poisson). */
export function probabilityOfAtLeast(count: number, mean: number): number {
  let term = Math.exp(-mean);
  let fewer = 0;
  for (let index = 0; index < count; index++) {
    fewer += term;
    term *= mean / (index + 1);
  }
  return 1 - fewer;
}

/** The highest mean of which at least `count` events come no more often than `probability`, below one half. By halving. */
export function highestMean(count: number, probability: number): number {
  let low = 0;
  let high = count;
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (probabilityOfAtLeast(count, middle) > probability) high = middle;
    else low = middle;
  }
  return low;
}
