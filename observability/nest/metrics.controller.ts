import { Controller, Get, Headers, Res } from '@nestjs/common';
import { plainTextOf, plainTextType, prefersPlainText } from '../metrics/plain-text';
import { registry } from '../metrics/registry';
import type { FastifyReply } from './fastify-server';

@Controller('metrics')
export class MetricsController {
  @Get()
  async metrics(@Headers('accept') accept: string | undefined, @Res({ passthrough: true }) reply: FastifyReply) {
    const plain = prefersPlainText(accept);
    reply.headers({ 'content-type': plain ? plainTextType : registry.contentType, 'cache-control': 'no-store' });
    const text = await registry.metrics();
    return plain ? plainTextOf(text) : text;
  }
}
