import { API_BASE } from './routes.ts';

export interface HttpRequest {
  readonly method: string;
  readonly url: string;
  /** JSON; absent where the method carries none. */
  readonly body?: string;
}

/** `:id` parts come out of the input into the path; what is left is the query of a GET or DELETE and the body of the others. Lists are `a,b`. */
export function httpRequest(route: { readonly method: string; readonly path: string }, input: object): HttpRequest {
  const left = new Map<string, unknown>(Object.entries(input).filter(([, value]) => value !== undefined));
  const path = route.path.replace(/:([a-zA-Z]+)/g, (_, field: string) => {
    const value = left.get(field);
    left.delete(field);
    return encodeURIComponent(text(value));
  });
  const url = `${API_BASE}${path}`;
  if (route.method === 'GET' || route.method === 'DELETE') {
    const query = [...left].map(([field, value]) => `${field}=${encodeURIComponent(text(value)).replaceAll('%2C', ',')}`);
    return { method: route.method, url: query.length === 0 ? url : `${url}?${query.join('&')}` };
  }
  return { method: route.method, url, body: JSON.stringify(Object.fromEntries(left)) };
}

function text(value: unknown): string {
  if (Array.isArray(value)) return value.map(text).join(',');
  return typeof value === 'string' ? value : JSON.stringify(value);
}
