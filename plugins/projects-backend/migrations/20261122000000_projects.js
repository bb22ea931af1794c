/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('projects', table => {
    table.comment(
      'Keystone projects, as last seen; only fields that the portal shows',
    );
    table.string('id').primary();
    table.string('cloud').notNullable().index();
    table.string('entity_name').notNullable().unique();
    table.string('name').notNullable();
    table.text('description').notNullable();
    table.string('domain').notNullable();
    table.boolean('enabled').notNullable();
    table.text('tags').notNullable();
    table.string('environment').index();
    table.string('owner').index();
    table.text('search_text').notNullable();
    table.text('quota').notNullable().defaultTo('[]');
    table.bigInteger('quota_read_at').notNullable().defaultTo(0);
    table.integer('servers').notNullable().defaultTo(0);
    table.integer('volumes').notNullable().defaultTo(0);
    table.integer('networks').notNullable().defaultTo(0);
    table
      .integer('missed')
      .notNullable()
      .defaultTo(0)
      .comment('Complete reads in a row that did not have it');
    table.string('fingerprint').notNullable();
  });

  await knex.schema.createTable('project_members', table => {
    table.comment('Who holds which role on a project; owners are marked');
    table
      .string('project_id')
      .notNullable()
      .references('id')
      .inTable('projects')
      .onDelete('CASCADE');
    table.string('ref').notNullable().index();
    table.string('kind').notNullable();
    table.string('name').notNullable();
    table.string('role').notNullable();
    table.boolean('owns').notNullable();
    table.primary(['project_id', 'ref', 'role']);
  });

  await knex.schema.createTable('project_regions', table => {
    table.comment('Where a project has resources');
    table
      .string('project_id')
      .notNullable()
      .references('id')
      .inTable('projects')
      .onDelete('CASCADE');
    table.string('region').notNullable().index();
    table.primary(['project_id', 'region']);
  });

  await knex.schema.createTable('resources', table => {
    table.comment('Servers, volumes, networks and images of the projects');
    table.string('cloud').notNullable();
    table.string('region').notNullable();
    table.string('type').notNullable();
    table.string('id').notNullable();
    table.string('project_id').notNullable().index();
    table.string('name').notNullable();
    table.string('state').notNullable();
    table.string('health').notNullable();
    table.string('created_at');
    table.string('updated_at');
    table.text('details').notNullable();
    table.text('search_text').notNullable();
    table.integer('missed').notNullable().defaultTo(0);
    table.string('fingerprint').notNullable();
    table.primary(['cloud', 'region', 'type', 'id']);
  });

  await knex.schema.createTable('sources', table => {
    table.comment(
      'How reading each part of a cloud went, for all replicas to tell',
    );
    table.string('cloud').notNullable();
    table.string('part').notNullable();
    table.bigInteger('observed_at');
    table.bigInteger('failing_since');
    table.text('message');
    table.primary(['cloud', 'part']);
  });

  await knex.schema.createTable('organizations', table => {
    table.comment('Groups and users of a cloud');
    table.string('cloud').primary();
    table.text('document').notNullable();
  });

  await knex.schema.createTable('leases', table => {
    table.comment('Which replica reads a cloud; renewed while it does');
    table.string('name').primary();
    table.string('holder').notNullable();
    table.bigInteger('until').notNullable();
  });
};

/** There is no way back: what was written since would be lost. */
exports.down = async function down() {
  throw new Error('Migrations only go forward; restore a backup instead');
};
