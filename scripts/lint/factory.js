const backstage = require('@backstage/cli/config/eslint-factory');

const colour = '/#[0-9a-fA-F]{3,8}\\b|\\b(rgb|hsl)a?\\(/';

/** ESLint configuration of every package: Backstage's own, and the rules of this house. */
module.exports = dir =>
  backstage(dir, {
    plugins: ['jsx-a11y'],
    extends: ['plugin:jsx-a11y/recommended'],
    rules: {
      'max-lines': ['error', { max: 400 }],
      '@typescript-eslint/no-explicit-any': 'error',
      // What a function uses is there when it is called.
      '@typescript-eslint/no-use-before-define': [
        'error',
        { functions: false, classes: false, variables: false },
      ],
      '@backstage/no-mixed-plugin-imports': 'error',
      // Helpers that expect something say so in their name.
      'jest/expect-expect': [
        'warn',
        { assertFunctionNames: ['expect*', '**.expect*', 'eventually*'] },
      ],
    },
    overrides: [
      {
        // A contract is a suite that several test files hold against their targets.
        files: ['**/testUtils/**', '**/__testUtils__/**'],
        rules: { 'jest/no-export': 'off' },
      },
      {
        files: ['**/*.tsx', '**/*.ts'],
        excludedFiles: [
          '**/theme/tokens.ts',
          '**/*.test.ts',
          '**/*.test.tsx',
          '**/identity/signInPage.ts',
        ],
        rules: {
          // Colours are tokens, so that light and dark both work.
          'no-restricted-syntax': [
            'error',
            {
              selector: `Literal[value=${colour}]`,
              message: 'Use a token instead of a colour literal.',
            },
            {
              selector: `TemplateElement[value.raw=${colour}]`,
              message: 'Use a token instead of a colour literal.',
            },
          ],
        },
      },
    ],
  });
