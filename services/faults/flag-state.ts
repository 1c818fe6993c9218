import { z } from 'zod';

/** A flag as the flag service tells it: off when its share is 0. */
const flagSchema = z.object({
  key: z.string(),
  percent: z.number().min(0).max(100),
  where: z.record(z.string(), z.string()).optional(),
});

/** What `GET /flags` answers with. */
export const flagsSchema = z.object({ flags: z.array(flagSchema) });

export type FlagState = z.infer<typeof flagSchema>;
