/** The injection token of this service's database. */
export const Database = Symbol('Database');
