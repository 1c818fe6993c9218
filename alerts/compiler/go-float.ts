/** A number as Go's `%g` prints it, which Sloth writes into its expressions: 1e+06 and 1e-05, 100000 and 0.0001. */
export function goFloat(value: number): string {
  const exponent = Number(value.toExponential().split('e')[1]);
  if (exponent >= -4 && exponent < 6) return String(value);
  const [mantissa = '', power = ''] = value.toExponential().split('e');
  const digits = power.replace(/^[+-]/, '').padStart(2, '0');
  return `${mantissa}e${power.startsWith('-') ? '-' : '+'}${digits}`;
}
