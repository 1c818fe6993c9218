/** Whole numbers are bigints, as Go's int64; others are numbers. */
export type Value = string | number | bigint | boolean;
