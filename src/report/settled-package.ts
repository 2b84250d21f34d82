import { unzipSync, type Zippable, zipSync } from 'fflate';

/** The earliest date that a zip can hold, as the writer reads it: in the zone of the machine. */
export const EPOCH = new Date(1980, 0, 1);

/**
 * An office package with nothing of the machine in it: the members keep their order and bytes, dates are fixed, and
 * `patch` may rewrite a member.
 */
export function settled(
  bytes: Uint8Array,
  patch: (name: string, content: Uint8Array) => Uint8Array = (_, content) => content,
): Uint8Array {
  const members: Zippable = {};
  for (const [name, content] of Object.entries(unzipSync(bytes)))
    if (!name.endsWith('/')) members[name] = [patch(name, content), { mtime: EPOCH, level: 6 }];
  return zipSync(members);
}
