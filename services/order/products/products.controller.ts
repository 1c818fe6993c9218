import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Public } from '@sightline/http-api';
import { ZodResponse } from 'nestjs-zod';
import { countView } from './count-view';
import { Products } from './products';
import { ProductDto, ProductListDto, ProductQuery, SkuParam } from './products.dto';

@ApiTags('products')
@Controller('products')
export class ProductsController {
  constructor(@Inject(Products) private readonly products: Products) {}

  @Get()
  @Public()
  @ZodResponse({ type: ProductListDto })
  async search(@Query() query: ProductQuery) {
    return { products: await this.products.search(query) };
  }

  @Get(':sku')
  @Public()
  @ZodResponse({ type: ProductDto })
  async get(@Param() { sku }: SkuParam) {
    const product = await this.products.get(sku);
    countView(product.sku);
    return product;
  }
}
