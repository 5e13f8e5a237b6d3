// Which page an address is.

export type Route = { page: "live" } | { page: "sessions" } | { page: "review"; id: string };

/** The page of a path. What is no other page is the live one, as it is without records. */
export function routeOf(path: string): Route {
  const [, first, second, more] = path.split("/");
  if (first !== "sessions" || more) return { page: "live" };
  if (!second) return { page: "sessions" };
  return { page: "review", id: decodeURIComponent(second) };
}

/** The address of a session's review. */
export function reviewPath(id: string): string {
  return `/sessions/${encodeURIComponent(id)}`;
}
