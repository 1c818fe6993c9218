/** The route templates of the order service that the funnel uses. Ids and skus are what stands between. */
const templates: readonly (readonly [pattern: RegExp, template: string])[] = [
  [/^\/products$/, '/products'],
  [/^\/products\/[^/]+$/, '/products/:sku'],
  [/^\/carts$/, '/carts'],
  [/^\/carts\/[^/]+\/items$/, '/carts/:id/items'],
  [/^\/carts\/[^/]+\/checkout$/, '/carts/:id/checkout'],
  [/^\/orders$/, '/orders'],
  [/^\/orders\/[^/]+$/, '/orders/:id'],
];

/** The template of a path, with or without its query; as `http_route` says it in the metrics. */
export function routeOf(path: string): string {
  const bare = path.split('?', 1)[0] ?? path;
  return templates.find(([pattern]) => pattern.test(bare))?.[1] ?? bare;
}
