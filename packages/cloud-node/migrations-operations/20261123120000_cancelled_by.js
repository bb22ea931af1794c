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

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('cloud_operations', table => {
    table.dropColumn('cancelled_by');
  });
};
