import { Inject } from '@nestjs/common';
import { logEvents } from '@sightline/catalogue';
import { hasFault } from '@sightline/faults';
import { Problem } from '@sightline/http-api';
import { emit } from '@sightline/observability';
import { type Kysely, type RawBuilder, sql } from 'kysely';
import { Cache } from '../cache/cache';
import { loadEachForItself } from '../cache/load-each-for-itself';
import { Database } from '../database';
import type { OrderItem, OrderTables } from '../tables';
import { computeInOneGo } from './compute-in-one-go';
import { lowestPrice, lowestPriceWithoutIndex } from './lowest-price';
import type { Product, ProductPage } from './products.dto';

export interface WantedItem {
  readonly sku: string;
  readonly quantity: number;
}

export interface ProductSearch {
  /** Part of the name. */
  readonly q?: string | undefined;
  readonly limit: number;
}

/** How old may be what is shown. What is ordered is priced by the database. */
const TTL_MS = 1_000;

/** What is for sale, and at which price. */
export class Products {
  readonly #lists = new Cache<Product[]>({ name: 'products', ttlMs: TTL_MS, capacity: 500 });
  readonly #pages = new Cache<ProductPage>({ name: 'product', ttlMs: TTL_MS, capacity: 500 });

  constructor(@Inject(Database) private readonly db: Kysely<OrderTables>) {}

  async search(query: ProductSearch): Promise<Product[]> {
    if (await hasFault('blocked-event-loop')) computeInOneGo(query.q ?? '');
    const key = JSON.stringify([query.limit, query.q]);
    const load = () => this.#find(query);
    const products = (await hasFault('cache-stampede'))
      ? await loadEachForItself(this.#lists, key, load)
      : await this.#lists.get(key, load);
    for (const { sku } of products) emit(logEvents.productShown, { 'product.sku': sku });
    return products;
  }

  #find({ q, limit }: ProductSearch): Promise<Product[]> {
    return this.#select()
      .$if(q !== undefined, (query) => query.where(sql<boolean>`strpos(lower(name), lower(${q}::text)) > 0`))
      .orderBy('name')
      .limit(limit)
      .execute();
  }

  /** @throws {Problem} 404 */
  async get(sku: string): Promise<ProductPage> {
    if (await hasFault('slow-query')) return this.#page(sku, lowestPriceWithoutIndex);
    return this.#pages.get(sku, () => this.#page(sku, lowestPrice));
  }

  async #page(sku: string, lowest: RawBuilder<number | null>): Promise<ProductPage> {
    const product = await this.#select()
      .select((products) => products.fn.coalesce(lowest, 'unit_price_cents').as('lowestPriceCents'))
      .where('sku', '=', sku)
      .executeTakeFirst();
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
