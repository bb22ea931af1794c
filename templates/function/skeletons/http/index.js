'use strict';

/**
 * Answers an HTTP request.
 *
 * @param {object} context what is known of the request: `method`, `query`, `headers`, and `log`
 * @param {object|string} [body] the request's body; JSON arrives parsed
 * @returns an object, sent as JSON; or `{ statusCode, headers, body }` to say more; or a string
 */
async function handle(context, body) {
  const name = body?.name ?? context.query?.name ?? 'world';
  if (typeof name !== 'string' || name.length > 100) {
    return {
      statusCode: 400,
      body: { error: 'name must be a text of at most 100 characters' },
    };
  }

  // What is printed here appears in the portal, in the function's logs.
  console.log(`${context.method} request, greeting ${name}`);

  return {
    statusCode: 200,
    body: { message: `Hello, ${name}!`, from: '${{ values.name }}' },
  };
}

module.exports = { handle };
