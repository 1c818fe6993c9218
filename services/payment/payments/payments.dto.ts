import { centsSchema, currencySchema, declineReasonSchema, paymentMethodSchema } from '@sightline/contracts';
import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';

export class OrderIdParam extends createZodDto(z.object({ orderId: z.uuid() })) {}

export class PaymentDto extends createZodDto(
  z.object({
    id: z.uuid(),
    orderId: z.uuid(),
    status: z.enum(['pending', 'captured', 'declined', 'cancelled', 'refunding', 'refunded']),
    amountCents: centsSchema,
    currency: currencySchema,
    paymentMethod: paymentMethodSchema,
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
    declineReason: declineReasonSchema.optional(),
  }),
) {}
