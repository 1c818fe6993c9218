import { z } from 'zod';

/** Text from a client: PostgreSQL takes any character but NUL. */
export const text = (maxLength: number) =>
  z
    .string()
    .max(maxLength)
    .refine((value) => !value.includes('\0'), 'must not hold NUL characters');
