/**
 * Who wants a running operation stopped.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('cloud_operations', table => {
    table.string('cancelled_by');
  });
};

/** There is no way back: what was written since would be lost. */
exports.down = async function down() {
  throw new Error('Migrations only go forward; restore a backup instead');
};
