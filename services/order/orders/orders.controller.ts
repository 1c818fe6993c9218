import { Body, Controller, Get, Headers, HttpCode, Inject, Param, Post, Query, Res } from '@nestjs/common';
import { ApiHeader, ApiTags } from '@nestjs/swagger';
import { Actor, Needs } from '@sightline/http-api';
import type { FastifyReply } from 'fastify';
import { ZodResponse } from 'nestjs-zod';
import { idempotencyKeyOf } from '../idempotency/idempotency';
import { Orders } from './orders';
import { OrderDto, OrderIdParam, OrderListDto, OrderQuery, PlaceOrderDto } from './orders.dto';

@ApiTags('orders')
@Controller('orders')
export class OrdersController {
  constructor(@Inject(Orders) private readonly orders: Orders) {}

  @Post()
  @Needs('orders:write')
  @ApiHeader({ name: 'Idempotency-Key', required: false, description: 'Makes it safe to send the request again' })
  @ZodResponse({ status: 201, type: OrderDto })
  async place(
    @Body() order: PlaceOrderDto,
    @Headers('idempotency-key') key: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const { response, replayed } = await this.orders.place(order, idempotencyKeyOf(key));
    if (replayed) reply.header('idempotency-replayed', 'true');
    return response;
  }

  @Get()
  @Needs('orders:read')
  @ZodResponse({ type: OrderListDto })
  list(@Query() query: OrderQuery) {
    return this.orders.list(query);
  }

  @Get(':id')
  @Needs('orders:read')
  @ZodResponse({ type: OrderDto })
  get(@Param() { id }: OrderIdParam) {
    return this.orders.get(id);
  }

  @Post(':id/cancel')
  @Needs('orders:cancel')
  @HttpCode(200)
  @ZodResponse({ type: OrderDto })
  cancel(@Param() { id }: OrderIdParam, @Actor() actor: string) {
    return this.orders.cancel(id, actor);
  }
}
