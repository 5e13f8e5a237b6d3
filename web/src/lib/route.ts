// Which page an address is.

export type Route =
  | { page: "live" }
  | { page: "sessions" }
  | { page: "compare" }
  | { page: "trends" }
  | { page: "review"; id: string };

/** The page of a path. What is no other page is the live one, as it is without records. */
export function routeOf(path: string): Route {
  const [, first, second, more] = path.split("/");
  if (first !== "sessions" || more) return { page: "live" };
  if (!second) return { page: "sessions" };
  if (second === "compare" || second === "trends") return { page: second };
  return { page: "review", id: decodeURIComponent(second) };
}

/** The address of a session's review. */
export function reviewPath(id: string): string {
  return `/sessions/${encodeURIComponent(id)}`;
}

/** The address of two sessions side by side. */
export function comparePath(a: string, b: string): string {
  return `/sessions/compare?${new URLSearchParams({ a, b }).toString()}`;
}

/** The address of the trends of a person in a role. */
export function trendsPath(person: string, role: string): string {
  return `/sessions/trends?${new URLSearchParams({ person, role }).toString()}`;
}
