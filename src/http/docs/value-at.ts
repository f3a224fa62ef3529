/**
 * The first value at a path such as `viewer.children.id`. A list stands for each of its members;
 * `placements[today: null]` takes those of them where `today` is null.
 */
export function valueAt(data: unknown, path: string): unknown {
  const steps = [...path.matchAll(/(\w+)(?:\[([\w.]+): ([^\]]+)\])?/g)];
  let found: unknown[] = [data];
  for (const [, name = '', condition, wanted = 'null'] of steps) {
    found = found.flatMap((each) => childOf(each, name));
    if (condition !== undefined)
      found = found.filter((each) => JSON.stringify(valueAt(each, condition) ?? null) === wanted);
  }
  return found[0];
}

function childOf(value: unknown, name: string): unknown[] {
  const child: unknown =
    value && typeof value === 'object' ? Object.entries(value).find(([key]) => key === name)?.[1] : undefined;
  return child == null ? [] : [child].flat();
}
