import { GraphiQL } from 'graphiql';
import { useMemo } from 'react';
import { Bar } from './bar.js';
import type { Facts } from './everything.js';
import { fetcher } from './fetcher.js';
import { keptFor } from './kept.js';
import type { Words } from './words.js';

/** The editor below a bar that says who asks. */
export function Playground({ words, schema, session, who, tabs }: Facts & { readonly words: Words }) {
  const kept = useMemo(() => keptFor(who ? `${session.issuer}:${who.name}` : 'nobody'), [session, who]);
  // GraphiQL puts the variables of the first tab into its editor only when they are given here as well.
  const begin = useMemo(() => {
    const [first] = tabs;
    return kept.length === 0 && first?.variables ? { initialVariables: first.variables } : {};
  }, [kept, tabs]);
  const restore = () => {
    kept.clear();
    location.reload();
  };
  return (
    <>
      <Bar words={words} session={session} who={who} onRestore={restore} />
      <GraphiQL
        schema={schema}
        fetcher={fetcher}
        storage={kept}
        defaultTabs={[...tabs]}
        defaultQuery=""
        {...begin}
        defaultEditorToolsVisibility="variables"
        shouldPersistHeaders={false}
        plugins={[]}
        forcedTheme="system"
      >
        <GraphiQL.Logo>{null}</GraphiQL.Logo>
        <GraphiQL.Footer>
          <p className="playground-note">{words['bearer']}</p>
        </GraphiQL.Footer>
      </GraphiQL>
    </>
  );
}
