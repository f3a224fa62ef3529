import type { CodegenConfig } from '@graphql-codegen/cli';

/** Types for the documents that the tests send, from the committed schema: `npm run generate` writes them. */
const config: CodegenConfig = {
  schema: 'schema/schema.graphql',
  documents: ['tests/**/*.ts', '!tests/generated/**', '!**/node_modules/**'],
  ignoreNoDocuments: true,
  generates: {
    'tests/generated/': {
      preset: 'client',
      presetConfig: { fragmentMasking: false },
      config: {
        documentMode: 'string',
        enumsAsTypes: true,
        useTypeImports: true,
        strictScalars: true,
        scalars: { LocalDate: 'string', DateTimeISO: 'string' },
      },
    },
  },
  importExtension: '.js',
};

export default config;
