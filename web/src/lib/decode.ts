// Decoders turn a value that came from outside into a value of a known type, or throw a DecodeError that names the
// place. Fields that the type does not name are left out.

/** A message was not what the protocol says. */
export class DecodeError extends Error {
  constructor(path: string, want: string) {
    super(`${path || "message"}: ${want} expected`);
    this.name = "DecodeError";
  }
}

/** Reads a T out of value; path names the place in errors. */
export type Decoder<T> = (value: unknown, path?: string) => T;

/** The type that a decoder gives. */
export type Decoded<D> = D extends Decoder<infer T> ? T : never;

export const text: Decoder<string> = (value, path = "") => {
  if (typeof value !== "string") throw new DecodeError(path, "text");
  return value;
};

export const number: Decoder<number> = (value, path = "") => {
  if (typeof value !== "number" || !Number.isFinite(value)) throw new DecodeError(path, "a finite number");
  return value;
};

export const flag: Decoder<boolean> = (value, path = "") => {
  if (typeof value !== "boolean") throw new DecodeError(path, "true or false");
  return value;
};

export function oneOf<const T extends readonly string[]>(...values: T): Decoder<T[number]> {
  return (value, path = "") => {
    if (!values.includes(value as string)) throw new DecodeError(path, `one of ${values.join(", ")}`);
    return value as T[number];
  };
}

/** A list of T; null stands for the empty one, as Go writes a nil slice. */
export function list<T>(item: Decoder<T>): Decoder<T[]> {
  return (value, path = "") => {
    if (value === null) return [];
    if (!Array.isArray(value)) throw new DecodeError(path, "a list");
    return value.map((v, i) => item(v, `${path}[${i}]`));
  };
}

/** An object whose fields are not looked at: it is handed back as it came. */
export const opaque: Decoder<Record<string, unknown>> = (value, path = "") => {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new DecodeError(path, "an object");
  }
  return value as Record<string, unknown>;
};

/** Four numbers. */
export const four: Decoder<[number, number, number, number]> = (value, path = "") => {
  if (!Array.isArray(value) || value.length !== 4) throw new DecodeError(path, "four numbers");
  const [a, b, c, d] = value.map((v, i) => number(v, `${path}[${i}]`));
  return [a, b, c, d] as [number, number, number, number];
};

/** Two numbers. */
export const pair: Decoder<[number, number]> = (value, path = "") => {
  if (!Array.isArray(value) || value.length !== 2) throw new DecodeError(path, "two numbers");
  return [number(value[0], `${path}[0]`), number(value[1], `${path}[1]`)];
};

export function nullable<T>(inner: Decoder<T>): Decoder<T | null> {
  return (value, path) => (value === null ? null : inner(value, path));
}

/** A field that may be missing. */
export function optional<T>(inner: Decoder<T>): Decoder<T | undefined> {
  return (value, path) => (value === undefined || value === null ? undefined : inner(value, path));
}

/** A field that stands for a fallback when it is missing. */
export function fallback<T>(inner: Decoder<T>, missing: T): Decoder<T> {
  return (value, path) => (value === undefined ? missing : inner(value, path));
}

type Fields = Record<string, Decoder<unknown>>;

/** Fields that may be undefined are optional ones. */
type Optional<F extends Fields> = {
  [K in keyof F]: undefined extends Decoded<F[K]> ? K : never;
}[keyof F];
type Required_<F extends Fields> = Exclude<keyof F, Optional<F>>;
type Shape<F extends Fields> = { [K in Required_<F>]: Decoded<F[K]> } & {
  [K in Optional<F>]?: Decoded<F[K]>;
};
type Flat<T> = { [K in keyof T]: T[K] };

/** An object with exactly these fields. */
export function record<F extends Fields>(fields: F): Decoder<Flat<Shape<F>>> {
  const entries = Object.entries(fields);
  return (value, path = "") => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      throw new DecodeError(path, "an object");
    }
    const from = value as Record<string, unknown>;
    const out: Record<string, unknown> = {};
    for (const [key, field] of entries) {
      const decoded = field(from[key], path ? `${path}.${key}` : key);
      if (decoded !== undefined) out[key] = decoded;
    }
    return out as Flat<Shape<F>>;
  };
}
