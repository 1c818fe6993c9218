import { type Kysely, type Migration, sql } from 'kysely';

export const products: Migration = {
  async up(db: Kysely<unknown>) {
    await sql`
      create table products (
        sku text primary key,
        name text not null,
        unit_price_cents integer not null check (unit_price_cents > 0),
        currency text not null default 'EUR'
      )`.execute(db);
    await sql`create index products_by_name on products (name)`.execute(db);
    const rows = assortment.map(([sku, name, cents]) => sql`(${sku}, ${name}, ${cents}::integer)`);
    await sql`insert into products (sku, name, unit_price_cents) values ${sql.join(rows)}`.execute(db);
  },
};

const assortment: [sku: string, name: string, cents: number][] = [
  ['ESP-001', 'Espresso machine, two groups', 189_900],
  ['ESP-002', 'Espresso machine, lever', 124_900],
  ['ESP-003', 'Espresso machine, compact', 44_900],
  ['GRI-001', 'Grinder, flat burrs', 39_900],
  ['GRI-002', 'Grinder, conical burrs', 24_900],
  ['GRI-003', 'Hand grinder, steel', 11_900],
  ['GRI-004', 'Hand grinder, travel', 6_900],
  ['KET-001', 'Gooseneck kettle, electric', 12_900],
  ['KET-002', 'Gooseneck kettle, stovetop', 5_900],
  ['SCA-001', 'Scale with timer', 7_900],
  ['SCA-002', 'Pocket scale', 2_900],
  ['DRI-001', 'Dripper, ceramic', 2_490],
  ['DRI-002', 'Dripper, glass', 2_190],
  ['DRI-003', 'Dripper, plastic', 890],
  ['DRI-004', 'Flat-bottom dripper, steel', 2_990],
  ['FIL-001', 'Paper filters, cone, 100', 690],
  ['FIL-002', 'Paper filters, flat, 100', 790],
  ['FIL-003', 'Metal filter, reusable', 1_990],
  ['SER-001', 'Glass server, 600 ml', 1_890],
  ['SER-002', 'Glass server, 1 l', 2_490],
  ['FRP-001', 'French press, 350 ml', 2_290],
  ['FRP-002', 'French press, 1 l', 3_290],
  ['MOK-001', 'Moka pot, three cups', 2_790],
  ['MOK-002', 'Moka pot, six cups', 3_690],
  ['AER-001', 'Air press, travel', 3_490],
  ['SIP-001', 'Siphon brewer', 8_900],
  ['COL-001', 'Cold brew tower', 15_900],
  ['COL-002', 'Cold brew bottle', 2_590],
  ['MIL-001', 'Milk jug, 350 ml', 1_490],
  ['MIL-002', 'Milk jug, 600 ml', 1_890],
  ['TAM-001', 'Tamper, 58 mm', 2_990],
  ['TAM-002', 'Distribution tool', 3_490],
  ['KNO-001', 'Knock box', 2_490],
  ['CUP-001', 'Espresso cups, set of six', 3_590],
  ['CUP-002', 'Cappuccino cups, set of six', 4_290],
  ['CUP-003', 'Tasting bowls, set of four', 2_990],
  ['CUP-004', 'Travel mug, steel', 2_690],
  ['BEA-001', 'Beans, Ethiopia Yirgacheffe, 250 g', 1_290],
  ['BEA-002', 'Beans, Ethiopia Guji, 250 g', 1_390],
  ['BEA-003', 'Beans, Colombia Huila, 250 g', 1_190],
  ['BEA-004', 'Beans, Guatemala Antigua, 250 g', 1_190],
  ['BEA-005', 'Beans, Kenya Nyeri, 250 g', 1_490],
  ['BEA-006', 'Beans, Brazil Cerrado, 1 kg', 2_490],
  ['BEA-007', 'Espresso blend, 1 kg', 2_690],
  ['BEA-008', 'Decaf, Mexico, 250 g', 1_290],
  ['BEA-009', 'Beans of the month, 250 g', 1_590],
  ['CLE-001', 'Cleaning powder, 500 g', 1_190],
  ['CLE-002', 'Descaler, 1 l', 1_390],
  ['CLE-003', 'Group brush', 890],
  ['BOO-001', 'Book: The craft of coffee', 3_900],
];
