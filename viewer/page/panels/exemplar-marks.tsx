export function Exemplars(_: unknown) { return null; }
