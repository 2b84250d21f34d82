import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

const GLOBAL_UNICAST = ipaddr.IPv6.parse('2000::');
const GLOBAL_UNICAST_BITS = 3;

/**
 * Whether an IP address is one of the public internet: no loopback, private, link-local, shared, unique-local, multicast or
 * reserved one, in whatever form it is written (mapped into IPv6, NAT64, 6to4 …).
 */
export function isPublicAddress(address: string): boolean {
  const [withoutZone = ''] = address.split('%');
  if (!ipaddr.isValid(withoutZone)) return false;
  const parsed = ipaddr.process(withoutZone);
  if (parsed.range() !== 'unicast') return false;
  // ::7f00:1 and the like pass for unicast, and are none that is in use.
  return parsed.kind() === 'ipv4' || (parsed as ipaddr.IPv6).match(GLOBAL_UNICAST, GLOBAL_UNICAST_BITS);
}

/** The address itself where a host name is one; [::1] loses its brackets. */
export function literalAddress(hostname: string): string | undefined {
  const bare = hostname.startsWith('[') ? hostname.slice(1, -1) : hostname;
  return isIP(bare) === 0 ? undefined : bare;
}

/** Hosts that lie inside by name or by number: nothing has to be looked up to see it. */
export function isInnerHost(hostname: string): boolean {
  const literal = literalAddress(hostname);
  return literal === undefined ? /(?:^|\.)localhost\.?$/iu.test(hostname) : !isPublicAddress(literal);
}

/** Hosts the user allowed by name, whatever their address: HOST, or HOST:PORT. */
export interface AllowedHosts {
  includes(hostname: string, port: string): boolean;
}

const bare = (hostname: string): string => (hostname.startsWith('[') ? hostname.slice(1, -1) : hostname).toLowerCase();

/** @param hosts as on the command line, brackets around IPv6 addresses */
export function allowedHosts(hosts: readonly string[]): AllowedHosts {
  const allowed = new Set(
    hosts.map((host) => {
      const { hostname, port } =
        /^(?<hostname>\[[^\]]{1,100}\]|[^:]{1,255})(?::(?<port>\d{1,5}))?$/u.exec(host)?.groups ?? {}; // 10.0.0.1:8080
      return `${bare(hostname ?? host)} ${port ?? ''}`;
    }),
  );
  return {
    includes: (hostname, port) => allowed.has(`${bare(hostname)} `) || allowed.has(`${bare(hostname)} ${port}`),
  };
}

/** The port an address is reached at, written or not. */
export const portOf = (url: URL): string => url.port || (url.protocol === 'https:' ? '443' : '80');
