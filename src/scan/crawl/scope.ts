import { type AllowedHosts, portOf } from './address.js';

/** Which hosts a crawl may ask: those of its seeds, at the ports they named and the usual ones, and those allowed by name. */
export interface Scope {
  includes(url: URL): boolean;
  /** @param href an absolute address */
  widen(href: string): void;
}

export function openScope(allowed: AllowedHosts): Scope {
  const ports = new Map<string, Set<string>>();
  return {
    includes: (url) =>
      allowed.includes(url.hostname, portOf(url)) || ports.get(url.hostname)?.has(portOf(url)) === true,
    widen(href) {
      const url = new URL(href);
      const known = ports.get(url.hostname) ?? new Set(['80', '443']);
      ports.set(url.hostname, known.add(portOf(url)));
    },
  };
}
