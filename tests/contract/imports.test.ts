import { describe, expect, it } from 'vitest';
import { importFaults } from '../check/imports.js';
import { sources } from '../check/sources.js';

/** The rooms of a small house, and an import in one of them. */
function house(path: string, text: string): Map<string, string> {
  return new Map([
    ['entities/child.ts', "import type { School } from './school.js';\n"],
    ['entities/school.ts', "import { Child } from './child.js';\n"],
    ['src/config.ts', 'export const port = process.env.PORT;\n'],
    ['src/reading/plan.ts', "import { Child } from '../../entities/child.js';\n"],
    ['src/writing/work.ts', "import { plan } from '../reading/plan.js';\n"],
    ['src/absence/report-absence.ts', "import {\n  work,\n} from '../writing/work.js';\n"],
    ['src/grade/set-grade.ts', ''],
    ['resolvers/absence.ts', "import { reportAbsence } from '../src/absence/report-absence.js';\n"],
    ['schema/shield.ts', "const shield = require('graphql-shield');\nimport '../resolvers/absence.js';\n"],
    ['src/pipeline/engine.ts', "import { guard } from '../../schema/shield.js';\n"],
    ['src/client/index.ts', ''],
    ['src/main.ts', "import { engine } from './pipeline/engine.js';\n"],
    [path, text],
  ]);
}

describe('imports go one way', () => {
  it('through all of this house', async () => {
    const files = await sources(['entities', 'resolvers', 'schema', 'src']);
    expect(files.size).toBeGreaterThan(100);
    expect(await importFaults(files)).toEqual([]);
  });

  it.each([
    [
      'an entity takes a rule of the school',
      'entities/grade.ts',
      "import { setGrade } from '../src/grade/set-grade.js';",
      ['entities import only from below: entities/grade.ts → src/grade/set-grade.ts'],
    ],
    [
      'a type comes from above',
      'src/reading/rows.ts',
      "import type { Guard } from '../../schema/shield.js';",
      ['reading import only from below: src/reading/rows.ts → schema/shield.ts'],
    ],
    [
      'an import over several lines goes up',
      'src/absence/excuse.ts',
      "import {\n  absences,\n  type Absence,\n} from '../../resolvers/absence.js';",
      ['features import only from below: src/absence/excuse.ts → resolvers/absence.ts'],
    ],
    [
      'an import at run time goes up',
      'resolvers/late.ts',
      "const engine = await import('../src/pipeline/engine.js');",
      ['resolvers import only from below: resolvers/late.ts → src/pipeline/engine.ts'],
    ],
    [
      'one feature takes another’s rule',
      'src/absence/excuse.ts',
      "export { setGrade } from '../grade/set-grade.js';",
      ['features do not import each other: src/absence/excuse.ts → src/grade/set-grade.ts'],
    ],
    [
      'the live client takes something of the server',
      'src/client/codes.ts',
      "import type { ErrorCode } from '../reading/plan.js';",
      ['the client stands alone: src/client/codes.ts → src/reading/plan.ts'],
    ],
    [
      'the live client takes something of Node',
      'src/client/codes.ts',
      "import { graphql } from 'graphql';\nimport { createClient } from 'graphql-ws/client';\nimport { hash } from 'node:crypto';",
      ['the client stands alone: src/client/codes.ts → crypto'],
    ],
    [
      'a page takes something of the server',
      'src/pages/start.ts',
      "import './start.css';\nimport { createLiveClient } from '../client/index.js';\nimport { plan } from '../reading/plan.js';",
      ['the pages stand on the client alone: src/pages/start.ts → src/reading/plan.ts'],
    ],
    [
      'the server takes something of the live client',
      'src/reading/client.ts',
      "import { createLiveClient } from '../client/index.js';\n",
      ['reading import only from below: src/reading/client.ts → src/client/index.ts'],
    ],
    [
      'shield is loaded in a second place',
      'schema/access.ts',
      "import { rule } from 'graphql-shield';",
      ['graphql-shield is loaded by schema/shield alone: schema/access.ts → graphql-shield'],
    ],
    [
      'two files import each other',
      'src/reading/plan.ts',
      "import '../writing/work.js';",
      [
        'no circles: src/reading/plan.ts → src/writing/work.ts → src/reading/plan.ts',
        'reading import only from below: src/reading/plan.ts → src/writing/work.ts',
      ],
    ],
    [
      'the environment has a second reader',
      'src/http/port.ts',
      'export const port = process.env.PORT;',
      ['only src/config.ts reads the environment: src/http/port.ts'],
    ],
    [
      'what is imported is not there',
      'src/http/port.ts',
      "import { gone } from './gone.js';",
      ['src/http/port.ts imports ./gone.js, which is not there'],
    ],
  ])('and it is caught when %s', async (_, path, text, faults) => {
    expect(await importFaults(house(path, `${text}\n`))).toEqual(faults);
  });

  it('and entities may refer to each other in a circle', async () => {
    expect(await importFaults(house('src/absence/none.ts', ''))).toEqual([]);
  });
});
