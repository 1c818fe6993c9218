import { describe, expect, it } from 'vitest';
import { madeSpan } from '../testing/made-span';
import { conventional } from './conventions';
import { reasonOf } from './failures';

describe('an attribute of the conventions', () => {
  it('is read by its name of now and of before, and that of now first', () => {
    expect(conventional({ 'http.request.method': 'GET' }, 'http.request.method')).toBe('GET');
    expect(conventional({ 'http.method': 'GET' }, 'http.request.method')).toBe('GET');
    expect(conventional({ 'http.method': 'PUT', 'http.request.method': 'GET' }, 'http.request.method')).toBe('GET');
    expect(conventional({ 'net.host.name': 'shop' }, 'server.address')).toBe('shop');
    expect(conventional({}, 'url.path')).toBeUndefined();
  });

  it('tells why a span failed, in whichever conventions', () => {
    const failed = (attributes: object) =>
      madeSpan({ id: 'a', ms: [0, 1], status: 'error', attributes: { ...attributes } });
    expect(reasonOf(failed({ 'http.status_code': 503 }))).toBe('answered with 503');
    expect(reasonOf(failed({ 'http.response.status_code': 503 }))).toBe('answered with 503');
  });
});
