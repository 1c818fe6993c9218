export function Annotations(_: unknown) { return null; }
