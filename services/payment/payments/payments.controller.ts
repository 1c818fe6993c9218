import { Controller, Get, Inject, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Needs, Problem } from '@sightline/http-api';
import type { Kysely } from 'kysely';
import { ZodResponse } from 'nestjs-zod';
import { Database } from '../database';
import type { PaymentTables } from '../tables';
import { OrderIdParam, PaymentDto } from './payments.dto';

@ApiTags('payments')
@Controller('payments')
export class PaymentsController {
  constructor(@Inject(Database) private readonly db: Kysely<PaymentTables>) {}

  @Get(':orderId')
  @Needs('payments:read')
  @ZodResponse({ type: PaymentDto })
  async get(@Param() { orderId }: OrderIdParam) {
    const row = await this.db.selectFrom('payments').selectAll().where('order_id', '=', orderId).executeTakeFirst();
    if (!row) throw unknownPayment();
    return {
      id: row.id,
      orderId: row.order_id,
      status: row.status,
      amountCents: row.amount_cents,
      currency: row.currency,
      paymentMethod: row.payment_method,
      createdAt: row.created_at.toISOString(),
      updatedAt: row.updated_at.toISOString(),
      ...(row.decline_reason && { declineReason: row.decline_reason }),
    };
  }
}

const unknownPayment = () =>
  new Problem({
    status: 404,
    kind: 'unknown-payment',
    title: 'There is no payment for this order',
    detail: 'Either there is no such order, or its event has not arrived here yet.',
  });
