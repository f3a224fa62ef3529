import { relate } from '../../entities/declare/relations.js';
import { Viewer } from './viewer.js';

/** A payload's field that shows the viewer after the act. */
export function ShowsViewer(): (owner: object, property: string) => void {
  return (owner, property) =>
    relate(owner, property, {
      kind: 'one',
      targets: () => [Viewer],
      description: 'The viewer after the act; null where there are `userErrors`.',
      nullable: true,
      join: () => 'true',
      filters: {},
      about: 1,
    });
}
