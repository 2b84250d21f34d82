import { SYMBOLS } from './alphabet.js';
import { ModelError } from './format.js';
import {
  SLIP_KINDS,
  type SlipClassifier,
  type SlipKind,
  type SlipModel,
  type SlipThresholds,
} from './slip-classifier.js';
import { SLIP_FEATURE_COUNT } from './slip-features.js';
import { LEAF, type Trees } from './trees.js';

const MAGIC = 'GWSLIP';
/** Of the format, and of what the trees are asked. A file of another version is refused. */
export const SLIP_VERSION = 1;
const HEADER_START = 12;
/** Features, values and children of a node. */
const NODE_BYTES = 1 + 4 + 4;

interface Header {
  readonly kinds: readonly {
    readonly kind: SlipKind;
    readonly trees: number;
    readonly nodes: number;
    readonly base: number;
    readonly thresholds: SlipThresholds;
  }[];
}

/** Classifiers as a file: a header in JSON, then of each kind roots, features, values, children and habits. */
export function packSlipModel(model: SlipModel): Uint8Array {
  const header: Header = {
    kinds: SLIP_KINDS.map((kind) => {
      const { trees, thresholds } = model[kind];
      return { kind, trees: trees.roots.length, nodes: trees.features.length, base: trees.base, thresholds };
    }),
  };
  const text = new TextEncoder().encode(JSON.stringify(header));
  const bodies = SLIP_KINDS.flatMap((kind) => {
    const { trees, habits } = model[kind];
    return [trees.roots, trees.features, trees.values, trees.children, habits].map(
      ({ buffer, byteOffset, byteLength }) => new Uint8Array(buffer, byteOffset, byteLength),
    );
  });
  const file = new Uint8Array(HEADER_START + text.length + bodies.reduce((sum, { length }) => sum + length, 0));
  file.set(new TextEncoder().encode(MAGIC));
  const numbers = new DataView(file.buffer);
  numbers.setUint16(6, SLIP_VERSION, true);
  numbers.setUint32(8, text.length, true);
  file.set(text, HEADER_START);
  let at = HEADER_START + text.length;
  for (const body of bodies) {
    file.set(body, at);
    at += body.length;
  }
  return file;
}

/** Whether every node leads to nodes behind it and asks a feature that there is. */
const isSound = ({ roots, features, children }: Trees): boolean =>
  roots.every((root) => root < features.length) &&
  features.every(
    (feature, node) =>
      feature === LEAF ||
      (feature < SLIP_FEATURE_COUNT &&
        (children[node] as number) > node &&
        (children[node] as number) + 1 < features.length),
  );

/**
 * Classifiers from their file.
 * @throws ModelError for a file that is damaged or of another version.
 */
export function openSlipModel(bytes: Uint8Array): SlipModel {
  // A Node Buffer's slice is no copy; a plain array's is.
  const file = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const numbers = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const text = (from: number, to: number): string => new TextDecoder().decode(file.slice(from, to));
  if (file.length < HEADER_START || text(0, MAGIC.length) !== MAGIC) throw new ModelError('不是多字漏字模型文件');
  const version = numbers.getUint16(6, true);
  if (version !== SLIP_VERSION)
    throw new ModelError(`多字漏字模型的格式为第 ${version} 版，本程序只读第 ${SLIP_VERSION} 版`);
  const headerEnd = HEADER_START + numbers.getUint32(8, true);
  if (headerEnd > file.length) throw new ModelError('多字漏字模型文件不完整');
  const { kinds } = JSON.parse(text(HEADER_START, headerEnd)) as Header;
  const length = kinds.reduce((sum, { trees, nodes }) => sum + 4 * trees + NODE_BYTES * nodes + 4 * SYMBOLS, headerEnd);
  if (length !== file.length) throw new ModelError('多字漏字模型文件不完整');
  let at = headerEnd;
  const take = (length: number): Uint8Array => {
    at += length;
    return file.slice(at - length, at);
  };
  const classifiers = new Map<SlipKind, SlipClassifier>();
  for (const { kind, trees: count, nodes, base, thresholds } of kinds) {
    const trees: Trees = {
      roots: new Uint32Array(take(4 * count).buffer),
      features: take(nodes),
      values: new Float32Array(take(4 * nodes).buffer),
      children: new Uint32Array(take(4 * nodes).buffer),
      base,
    };
    if (!isSound(trees)) throw new ModelError('多字漏字模型文件不完整');
    classifiers.set(kind, { trees, habits: new Float32Array(take(4 * SYMBOLS).buffer), thresholds });
  }
  const of = (kind: SlipKind): SlipClassifier => {
    const found = classifiers.get(kind);
    if (!found) throw new ModelError('多字漏字模型文件不完整');
    return found;
  };
  return { missing: of('missing'), extra: of('extra'), order: of('order') };
}
