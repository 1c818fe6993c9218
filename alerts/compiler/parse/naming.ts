/** `order-availability` becomes `OrderAvailabilityBudgetBurn`. */
export const defaultAlertName = (name: string): string =>
  `${name
    .split(/[^A-Za-z0-9]+/)
    .filter(Boolean)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('')}BudgetBurn`;

/** Sloth's rule for names and ids (pkg/common/conventions/conventions.go). */
export const isSafeName = (name: string) => /^[A-Za-z0-9][-A-Za-z0-9_.]*[A-Za-z0-9]$/.test(name);
