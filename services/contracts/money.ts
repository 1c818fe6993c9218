import { z } from 'zod';

/** Amounts are whole cents of this currency. */
export const currencySchema = z.enum(['EUR']);
export type Currency = z.infer<typeof currencySchema>;

export const paymentMethodSchema = z.enum(['card', 'paypal', 'bank_transfer']);
export type PaymentMethod = z.infer<typeof paymentMethodSchema>;

export const centsSchema = z.int().positive();
