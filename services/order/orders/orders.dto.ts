import { cancelReasonSchema, centsSchema, currencySchema, paymentMethodSchema } from '@sightline/contracts';
import { text } from '@sightline/http-api';
import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { skuSchema } from '../products/products.dto';

export const quantitySchema = z.int().min(1).max(99);

/** How an order, or a cart, is paid. */
export const paymentFields = {
  currency: currencySchema.meta({ example: 'EUR' }),
  paymentMethod: paymentMethodSchema.meta({ example: 'card' }),
  paymentToken: text(200).min(1).meta({ description: 'Stands for the means of payment', example: 'tok_ok' }),
  note: text(500).optional(),
};

const placeOrderSchema = z.strictObject({
  items: z
    .array(z.strictObject({ sku: skuSchema, quantity: quantitySchema }))
    .min(1)
    .max(50)
    .refine((items) => new Set(items.map(({ sku }) => sku)).size === items.length, 'must name each sku once'),
  ...paymentFields,
});

export class PlaceOrderDto extends createZodDto(placeOrderSchema) {}
export type PlaceOrder = z.infer<typeof placeOrderSchema>;

export const orderStatusSchema = z.enum(['pending', 'paid', 'cancelled']);

export const orderSchema = z.object({
  id: z.uuid(),
  status: orderStatusSchema,
  currency: currencySchema,
  totalCents: centsSchema,
  items: z.array(z.object({ sku: skuSchema, quantity: quantitySchema, unitPriceCents: centsSchema })),
  paymentMethod: paymentMethodSchema,
  traceId: z.string().meta({ description: 'The trace of the request that placed the order, and of all that followed' }),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
  cancelReason: cancelReasonSchema.optional(),
});

export class OrderDto extends createZodDto(orderSchema) {}
export type Order = z.infer<typeof orderSchema>;

export class OrderIdParam extends createZodDto(z.object({ id: z.uuid() })) {}

export class OrderQuery extends createZodDto(
  z.strictObject({
    limit: z.coerce.number().int().min(1).max(100).default(20),
    cursor: z.uuid().optional().meta({ description: 'nextCursor of the page before' }),
    status: orderStatusSchema.optional(),
  }),
) {}

export class OrderListDto extends createZodDto(
  z.object({
    orders: z.array(orderSchema),
    nextCursor: z.uuid().optional().meta({ description: 'Where the next page starts; absent on the last page' }),
  }),
) {}
