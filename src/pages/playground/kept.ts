/** What a person has written in the playground: kept as long as the window is open, for that person alone. */
export function keptFor(person: string) {
  const begin = `skolegraf:${person}:`;
  const names = () => Object.keys(sessionStorage).filter((name) => name.startsWith(begin));
  return {
    get length() {
      return names().length;
    },
    getItem: (name: string) => sessionStorage.getItem(begin + name),
    setItem: (name: string, value: string) => sessionStorage.setItem(begin + name, value),
    removeItem: (name: string) => sessionStorage.removeItem(begin + name),
    clear() {
      for (const name of names()) sessionStorage.removeItem(name);
    },
  };
}
