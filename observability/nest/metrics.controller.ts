import { Controller, Get, Header } from '@nestjs/common';
import { registry } from '../metrics/registry';

@Controller('metrics')
export class MetricsController {
  @Get()
  @Header('content-type', registry.contentType)
  @Header('cache-control', 'no-store')
  metrics(): Promise<string> {
    return registry.metrics();
  }
}
