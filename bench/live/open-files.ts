/** What a process holds open beside its sockets, generously. */
const BESIDE = 200;

/** Why so many sockets can't be opened by one process here; undefined where they can. */
export function whyNotOpen(sockets: number): string | undefined {
  // Node itself raises the soft limit to the hard one.
  const { userLimits } = process.report.getReport() as { userLimits?: { open_files?: { hard?: unknown } } };
  const hard = Number(userLimits?.open_files?.hard);
  if (!(hard < sockets + BESIDE)) return undefined;
  return `a process may open ${hard} files here (ulimit -Hn), and ${sockets + BESIDE} are needed`;
}
