/**
 * Lists of findings are made by the database: what a search looks into, and what is newest.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('cloud_findings', table => {
    table
      .text('search')
      .notNullable()
      .defaultTo('')
      .comment('Subject, part, kind and message in small letters');
    table.index(['first_seen']);
    table.index(['subject_type', 'subject_id', 'updated_at']);
  });
  const rows = await knex('cloud_findings').select(
    'id',
    'kind',
    'part',
    'document',
  );
  for (const { id, kind, part, document } of rows) {
    const { subject, message } = JSON.parse(document);
    const search = [subject.title, part, kind, message].join('\n');
    await knex('cloud_findings')
      .where({ id })
      .update({ search: search.toLowerCase() });
  }
};

/** There is no way back: what was written since would be lost. */
exports.down = async function down() {
  throw new Error('Migrations only go forward; restore a backup instead');
};
