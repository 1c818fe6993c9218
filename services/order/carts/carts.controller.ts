import { Body, Controller, Get, Headers, Inject, Param, Post, Res } from '@nestjs/common';
import { ApiHeader, ApiTags } from '@nestjs/swagger';
import { Needs } from '@sightline/http-api';
import type { FastifyReply } from 'fastify';
import { ZodResponse } from 'nestjs-zod';
import { idempotencyKeyOf } from '../idempotency/idempotency';
import { OrderDto } from '../orders/orders.dto';
import { Carts } from './carts';
import { AddItemDto, CartDto, CartIdParam, CheckoutDto } from './carts.dto';

@ApiTags('carts')
@Controller('carts')
export class CartsController {
  constructor(@Inject(Carts) private readonly carts: Carts) {}

  @Post()
  @Needs('orders:write')
  @ZodResponse({ status: 201, type: CartDto })
  create() {
    return this.carts.create();
  }

  @Get(':id')
  @Needs('orders:read')
  @ZodResponse({ type: CartDto })
  get(@Param() { id }: CartIdParam) {
    return this.carts.get(id);
  }

  @Post(':id/items')
  @Needs('orders:write')
  @ZodResponse({ status: 201, type: CartDto })
  addItem(@Param() { id }: CartIdParam, @Body() item: AddItemDto) {
    return this.carts.addItem(id, item);
  }

  @Post(':id/checkout')
  @Needs('orders:write')
  @ApiHeader({ name: 'Idempotency-Key', required: false, description: 'Makes it safe to send the request again' })
  @ZodResponse({ status: 201, type: OrderDto })
  async checkout(
    @Param() { id }: CartIdParam,
    @Body() payment: CheckoutDto,
    @Headers('idempotency-key') key: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { response, replayed } = await this.carts.checkout(id, payment, idempotencyKeyOf(key));
    if (replayed) reply.header('idempotency-replayed', 'true');
    return response;
  }
}
