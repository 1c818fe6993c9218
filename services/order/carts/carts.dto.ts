import { currencySchema } from '@sightline/contracts';
import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { paymentFields, quantitySchema } from '../orders/orders.dto';
import { skuSchema } from '../products/products.dto';

export class CartIdParam extends createZodDto(z.object({ id: z.uuid() })) {}

export class AddItemDto extends createZodDto(z.strictObject({ sku: skuSchema, quantity: quantitySchema })) {}

const checkoutSchema = z.strictObject(paymentFields);
export class CheckoutDto extends createZodDto(checkoutSchema) {}
export type Checkout = z.infer<typeof checkoutSchema>;

const cartSchema = z.object({
  id: z.uuid(),
  items: z.array(z.object({ sku: skuSchema, quantity: quantitySchema, unitPriceCents: z.int() })),
  totalCents: z.int(),
  currency: currencySchema,
  orderId: z.uuid().optional().meta({ description: 'Once it is checked out' }),
});
export class CartDto extends createZodDto(cartSchema) {}
export type Cart = z.infer<typeof cartSchema>;
