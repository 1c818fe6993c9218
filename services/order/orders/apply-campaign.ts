interface Campaign {
  readonly discount: { readonly percent: number };
}

/** As they come from elsewhere; the last one is not finished. */
const campaigns = [{ discount: { percent: 0 } }, { discount: { percent: 0 } }, {}] as readonly Campaign[];
let orders = 0;

/** The mistake of a new release: it trusts data that it did not check, and every third order hits on it. */
export function applyCampaign(totalCents: number): number {
  const campaign = campaigns[orders++ % campaigns.length] as Campaign;
  return totalCents * (1 - campaign.discount.percent / 100);
}
