const { ApolloServer } = require('@apollo/server');
const { defineIntegrationTestSuite } = require('@apollo/server-integration-testsuite');

defineIntegrationTestSuite(
  (options, { context } = {}) =>
    globalThis.createOurs((plugin) => {
      const plugins = [...(options.plugins ?? []), plugin];
      return new ApolloServer({ ...options, plugins });
    }, context),
  { noIncrementalDelivery: true },
);
