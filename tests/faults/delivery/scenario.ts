import type { Figure } from './figures.js';
import type { Ground } from './ground/ground.js';
import { Stage, type StageOptions } from './stage.js';

/** How large a run is to be. */
export interface Measure {
  readonly events: number;
  /** How often something is killed, cut or resumed. */
  readonly times: number;
  readonly seed: number;
}

/** One way to make trouble, with what it must not do to delivery. */
export interface Scenario {
  readonly key: string;
  readonly title: string;
  /** Whether it kills the database, for which it needs one of its own. */
  readonly killsDatabase?: boolean;
  readonly measure: Omit<Measure, 'seed'>;
  /** Says what it finds, one figure for each target. */
  run(ground: Ground, measure: Measure): Promise<Figure[]>;
}

/** Opens a stage for a while. */
export async function onStage<T>(
  ground: Ground,
  options: StageOptions,
  work: (stage: Stage) => Promise<T>,
): Promise<T> {
  const stage = await Stage.open(ground, options);
  try {
    return await work(stage);
  } finally {
    await stage.close();
  }
}
