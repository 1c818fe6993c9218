/** A number as Go's `%g` prints it: what Sloth writes into its expressions. */
export function goFloat(value: number): string {
  const exponent = value === 0 ? 0 : Math.floor(Math.log10(Math.abs(value)));
  if (exponent >= -4 && exponent < 21) return String(value);
  const [mantissa = '', power = ''] = value.toExponential().split('e');
  const digits = power.replace(/^[+-]/, '').padStart(2, '0');
  return `${mantissa}e${power.startsWith('-') ? '-' : '+'}${digits}`;
}
