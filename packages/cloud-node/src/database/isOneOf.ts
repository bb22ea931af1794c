import type { Knex } from 'knex';

/** A condition on a column with one binding for all values, however many there are: databases bound those. */
export function isOneOf(knex: Knex, sql: string, values: string[]): Knex.Raw {
  const list =
    knex.client.config.client === 'pg'
      ? 'select jsonb_array_elements_text(?::jsonb)'
      : 'select value from json_each(?)';
  return knex.raw(`${sql} in (${list})`, [JSON.stringify(values)]);
}
