import { Inject } from '@nestjs/common';
import { Problem } from '@sightline/http-api';
import { type Kysely, sql } from 'kysely';
import { Database } from '../database';
import type { OrderItem, OrderTables } from '../tables';
import type { Product } from './products.dto';

export interface WantedItem {
  readonly sku: string;
  readonly quantity: number;
}

/** What is for sale, and at which price. */
export class Products {
  constructor(@Inject(Database) private readonly db: Kysely<OrderTables>) {}

  async search({ q, limit }: { q?: string | undefined; limit: number }): Promise<Product[]> {
    return this.#select()
      .$if(q !== undefined, (query) => query.where(sql<boolean>`strpos(lower(name), lower(${q}::text)) > 0`))
      .orderBy('name')
      .limit(limit)
      .execute();
  }

  /** @throws {Problem} 404 */
  async get(sku: string): Promise<Product> {
    const product = await this.#select().where('sku', '=', sku).executeTakeFirst();
    if (product) return product;
    throw new Problem({
      status: 404,
      kind: 'unknown-product',
      title: 'There is no such product',
      detail: 'GET /products lists what there is.',
    });
  }

  /** @throws {Problem} 422 naming which of the items do not exist. */
  async price(items: readonly WantedItem[]): Promise<OrderItem[]> {
    const skus = items.map(({ sku }) => sku);
    const found = await this.db
      .selectFrom('products')
      .select(['sku', 'unit_price_cents'])
      .where('sku', 'in', skus)
      .execute();
    const prices = new Map(found.map(({ sku, unit_price_cents }) => [sku, unit_price_cents]));
    const priced = items.flatMap(({ sku, quantity }) => {
      const unitPriceCents = prices.get(sku);
      return unitPriceCents === undefined ? [] : [{ sku, quantity, unitPriceCents }];
    });
    if (priced.length === items.length) return priced;
    throw new Problem({
      status: 422,
      kind: 'unknown-product',
      title: 'Some of the products do not exist',
      detail: 'See errors for the items; GET /products lists what there is.',
      members: {
        errors: items.flatMap(({ sku }, index) =>
          prices.has(sku) ? [] : [{ path: `items.${index}.sku`, message: 'there is no such product' }],
        ),
      },
    });
  }

  #select() {
    return this.db.selectFrom('products').select(['sku', 'name', 'unit_price_cents as unitPriceCents', 'currency']);
  }
}
