/**
 * The journal: a row per change that somebody asked for.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('cloud_operations', table => {
    table.comment('Operations, for as long as they are kept');
    table.string('id').primary();
    table.string('kind').notNullable();
    table.string('title').notNullable();
    table.string('risk').notNullable();
    table.string('state').notNullable();
    table.string('requester').notNullable();
    table.text('reason').notNullable();
    table.string('idempotency_key');
    table.string('request_hash').notNullable();

    table.string('target_type').notNullable();
    table.string('target_id', 1000).notNullable();
    table.string('target_key', 1100).notNullable().comment('type/id');
    table.string('entity_ref', 1000);
    table.text('target').notNullable();
    table.text('access').notNullable().comment('Who owned it when asked');
    table.text('search').notNullable();

    table.string('lock_name', 1500).notNullable();
    table
      .string('lock_key', 1500)
      .unique()
      .comment('The name of the lock while it is queued or running');

    table.text('input').notNullable().comment('Without secrets');
    table.text('sealed').comment('Encrypted secrets, until it has started');
    table.text('message');
    table.text('trouble');
    table.text('steps').notNullable();
    table.text('follow').comment('What the definition needs to observe it');
    table.text('upstream').notNullable();
    table.text('outcome');
    table.text('approval');
    table.bigInteger('expires_at').comment('Of the wait for an approval');
    table.text('bulk');
    table.string('parent_id');
    table.string('finding_id');

    table.bigInteger('created_at').notNullable();
    table.bigInteger('started_at');
    table.bigInteger('finished_at');
    table.bigInteger('deadline_at');

    table.string('lease_owner').comment('The process that is at it');
    table.bigInteger('lease_until').notNullable().defaultTo(0);
    table.integer('cancel_requested').notNullable().defaultTo(0);
    table.integer('version').notNullable();
    table
      .integer('told')
      .notNullable()
      .defaultTo(0)
      .comment('Whether people know how it ended');

    table.unique(['requester', 'idempotency_key']);
    table.index(['state', 'requester', 'created_at']);
    table.index(['target_key']);
    table.index(['entity_ref']);
    table.index(['parent_id']);
    table.index(['finding_id']);
    table.index(['created_at']);
    table.index(['told', 'finished_at']);
    table.index(['lease_owner']);
  });
};

/** There is no way back: what was written since would be lost. */
exports.down = async function down() {
  throw new Error('Migrations only go forward; restore a backup instead');
};
