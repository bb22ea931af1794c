const tables = ['projects', 'resources'];

/**
 * What is missing from what a source answers, and of which somebody said that it is gone.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  for (const name of tables) {
    await knex.schema.alterTable(name, table => {
      table
        .string('accepted_by')
        .index()
        .comment('Operation that said that it is gone, until it is seen again');
    });
  }
};

/** There is no way back: what was written since would be lost. */
exports.down = async function down() {
  throw new Error('Migrations only go forward; restore a backup instead');
};
