import { from, type MadeRecord, seconds } from './record';

const json = [
  '{"user":"ada","latency":12.5,"duration":"1.5s","size":"12KB","ok":true,"level":"debug"}',
  '{"user":"bob","latency":7,"duration":"250ms","size":"1MiB","ok":false,"nested":{"a":{"b":"deep"},"n":5}}',
  '{"user":"cy","latency":-3.25,"duration":"2m","size":"100","list":[1,2,{"x":"y"}],"nothing":null}',
  '{"user":"dee \\"the\\" quoted","latency":1e3,"duration":"not one","size":"big","path":"C:\\\\temp\\n"}',
  '{"user":"é 😀","latency":"15","duration":"1h2m3s","odd key!":"odd","dash-ed":"d","dot.ted":"p","UPPER":"U","1st":"digit"}',
  'not json at all',
  '{"user":"broken","latency":3',
  '{}',
  '[1,2,3]',
  '"only a string"',
  '{"service_name":"inside","user":"eve","latency":0,"event":"parsed"}',
  '{"user":"","latency":0.001,"empty":"","duration":"-5s","size":"0B"}',
  '{"user":"fay","latency":99999999999,"message":"user=inner latency=1","a":{"c":true},"a_c":"flat"}',
  '{"user":"gus","user":"twice","latency":8}',
  '  {"user":"spaced","latency" : 4 }  ',
  '{"user":"html <b>&amp;</b>","latency":6,"u":"\\u00e9\\ud83d\\ude00"}',
  '{"trace_id":"from-json","user":"hal","latency":2}',
];

const logfmt = [
  'level=info user=ada latency=12.5 duration=1.5s size=12KB msg="all well"',
  'level=warn user=bob latency=7 duration=250ms size=1MiB msg="it \\"broke\\" here"',
  'user=cy latency=-3.25 duration=2m flag empty= quoted="" msg=plain',
  'user="dee = dee" latency=1e3 path=C:\\temp query="a=1&b=2"',
  'user=é latency=15 dash-ed=d dot.ted=p UPPER=U 1st=digit emoji="😀"',
  'just words without values',
  'broken="never closed latency=3',
  '',
  'user=eve user=twice latency=8 service_name=inside event=parsed',
  'caller=main.go:12 ts=2025-01-01T00:00:00Z status=200 took=0.25',
  'caller=main.go:99 ts=2025-01-01T00:00:01Z status=503 took=1.75 error="connection refused"',
  'a=1,b=2 c=3;d=4 =novalue x==y',
  '  user=spaced   latency=4  ',
  'user="tab\\there" latency=5 nl="line\\nbreak"',
];

const plain = [
  '10.0.0.1 - - "GET /index.html HTTP/1.1" 200 512 0.031',
  '10.0.0.2 - alice "POST /api/orders HTTP/1.1" 201 64 1.25',
  '192.168.1.20 - bob "GET /missing HTTP/2" 404 0 0.004',
  '2001:db8::1 - - "GET / HTTP/1.1" 500 1024 3.5',
  'connection reset by peer',
  'Connection Reset By Peer',
  '\u001b[31mred\u001b[0m and \u001b[1;32mgreen\u001b[0m',
];

/** Lines that are JSON, or look like it. */
export const jsonLines: readonly MadeRecord[] = repeated(json, 2, 17, 'api');

/** Lines that are logfmt, or look like it. */
export const logfmtLines: readonly MadeRecord[] = repeated(logfmt, 2, 19, 'gateway');

/** Lines of a web server, and lines in colour. */
export const plainLines: readonly MadeRecord[] = repeated(plain, 3, 41, 'proxy');

function repeated(lines: readonly string[], times: number, everySeconds: number, service: string): MadeRecord[] {
  return Array.from({ length: lines.length * times }, (_, n) => ({
    at: seconds(30 + n * everySeconds),
    resource: from(service, 'info'),
    body: lines[n % lines.length] ?? '',
    attributes: { event: `${service}.line`, turn: n, weight: (n % 7) + 0.5 },
    ...(n % 4 === 0 && { trace: { traceId: `c${n.toString(16).padStart(31, '0')}` } }),
  }));
}
