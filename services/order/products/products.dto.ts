import { currencySchema } from '@sightline/contracts';
import { text } from '@sightline/http-api';
import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';

export const skuSchema = z
  .string()
  .regex(/^[A-Z0-9-]{1,40}$/, 'must be 1 to 40 capital letters, digits or dashes')
  .meta({ example: 'BEA-001' });

export class SkuParam extends createZodDto(z.object({ sku: skuSchema })) {}

export class ProductQuery extends createZodDto(
  z.strictObject({
    /** Part of the name, in any case. */
    q: text(100).optional(),
    limit: z.coerce.number().int().min(1).max(100).default(20),
  }),
) {}

const productSchema = z.object({ sku: skuSchema, name: z.string(), unitPriceCents: z.int(), currency: currencySchema });
export type Product = z.infer<typeof productSchema>;

/** One product, with what only its own page shows. */
const productPageSchema = productSchema.extend({
  lowestPriceCents: z.int().meta({ description: 'The lowest price of the last 30 days' }),
});
export type ProductPage = z.infer<typeof productPageSchema>;

export class ProductDto extends createZodDto(productPageSchema) {}
export class ProductListDto extends createZodDto(z.object({ products: z.array(productSchema) })) {}
