/**
 * What needs somebody's attention, with its history, and how far it was watched.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('cloud_findings', table => {
    table.comment(
      'Findings; pending ones are not yet believed and never shown',
    );
    table.string('id').primary();
    table.string('kind').notNullable();
    table.string('subject_type').notNullable();
    table.string('subject_id').notNullable();
    table.string('subject_ref');
    table.string('part').notNullable();
    table
      .string('open_key', 1000)
      .unique()
      .comment('Kind, subject and part until it is closed: one at a time');
    table.string('state').notNullable().comment('pending, open or closed');
    table.string('severity').notNullable();
    table.string('owner');
    table
      .text('document')
      .notNullable()
      .comment('Subject, who may see it, message, evidence and suggestions');
    table.bigInteger('since').notNullable();
    table.bigInteger('first_seen').notNullable();
    table.bigInteger('missing_since');
    table.bigInteger('opened_at');
    table.bigInteger('updated_at').notNullable();
    table.bigInteger('closed_at');
    table.bigInteger('notified_at');
    table.string('auto_state').comment('due, started, held or failed');
    table.bigInteger('auto_at').comment('Counts for the limit per hour');
    table.integer('auto_attempts').notNullable().defaultTo(0);
    table.text('auto_note').comment('A sentence on what became of it');
    table.string('operation_id');
    table.index(['state', 'kind']);
    table.index(['subject_id']);
    table.index(['kind', 'auto_at']);
  });

  await knex.schema.createTable('cloud_findings_runs', table => {
    table.comment('When each kind was looked for last');
    table.string('kind').primary();
    table.bigInteger('ran_at').notNullable();
  });

  await knex.schema.createTable('cloud_findings_leases', table => {
    table.comment('Which replica looks for findings');
    table.string('name').primary();
    table.string('holder').notNullable();
    table.bigInteger('until').notNullable();
  });
};

/** There is no way back: what was written since would be lost. */
exports.down = async function down() {
  throw new Error('Migrations only go forward; restore a backup instead');
};
