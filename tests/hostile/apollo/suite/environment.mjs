import { TestEnvironment } from 'jest-environment-node';
import { mountOn } from '../../../../dist/tests/hostile/apollo/ours.js';

/** The product's own modules run outside of Jest's sandbox, as they do in production. */
export default class extends TestEnvironment {
  async setup() {
    await super.setup();
    this.global.createOurs = mountOn;
  }
}
