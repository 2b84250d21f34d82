import { LEAF, type Trees } from '../../src/model/trees.js';

export interface Growth {
  readonly trees: number;
  readonly leaves: number;
  readonly rate: number;
  /** Fewest rows in a leaf, by weight of their second derivative. */
  readonly leastHessian: number;
  readonly ridge: number;
}

export interface Rows {
  /** Row by row. */
  readonly features: Float32Array;
  readonly width: number;
  readonly count: number;
  /** 1 right, 0 wrong. */
  readonly labels: Uint8Array;
  readonly weights: Float32Array;
}

const BINS = 64;

/** Values between the bins of a feature: quantiles of what the rows hold. */
function cutsOf({ features, width, count }: Rows, feature: number): Float32Array {
  const step = Math.max(1, Math.floor(count / 50_000));
  const sample = Float32Array.from(
    { length: Math.floor(count / step) },
    (_, i) => features[i * step * width + feature] as number,
  ).sort();
  const cuts: number[] = [];
  for (let bin = 1; bin < BINS; bin++) {
    const cut = sample[Math.floor((bin * sample.length) / BINS)] as number;
    if (cuts.length === 0 || cut > (cuts.at(-1) as number)) cuts.push(cut);
  }
  return Float32Array.from(cuts);
}

interface Leaf {
  readonly from: number;
  readonly to: number;
  readonly gradient: number;
  readonly hessian: number;
  readonly histogram: Float64Array;
  readonly node: number;
  gain: number;
  feature: number;
  bin: number;
}

/** Gradient-boosted trees for the logistic loss, grown leaf by leaf over histograms. The same rows give the same trees. */
export function growTrees(rows: Rows, growth: Growth): Trees {
  const { width, count, labels, weights } = rows;
  const cuts = Array.from({ length: width }, (_, feature) => cutsOf(rows, feature));
  const binned = new Uint8Array(count * width);
  for (let feature = 0; feature < width; feature++) {
    const own = cuts[feature] as Float32Array;
    for (let i = 0; i < count; i++) {
      const value = rows.features[i * width + feature] as number;
      let low = 0;
      let high = own.length;
      while (low < high) {
        const middle = (low + high) >>> 1;
        if (value <= (own[middle] as number)) high = middle;
        else low = middle + 1;
      }
      binned[i * width + feature] = low;
    }
  }
  let positive = 0;
  let all = 0;
  for (let i = 0; i < count; i++) {
    positive += (weights[i] as number) * (labels[i] as number);
    all += weights[i] as number;
  }
  const base = Math.log(positive / (all - positive));
  const logits = new Float64Array(count).fill(base);
  const gradients = new Float64Array(count);
  const hessians = new Float64Array(count);
  const order = new Uint32Array(count);
  const scratch = new Uint32Array(count);
  const roots: number[] = [];
  const features: number[] = [];
  const values: number[] = [];
  const children: number[] = [];
  const addNode = (): number => {
    features.push(LEAF);
    values.push(0);
    children.push(0);
    return features.length - 1;
  };
  const { ridge, leastHessian } = growth;

  const histogramOf = (from: number, to: number): Float64Array => {
    const histogram = new Float64Array(width * BINS * 2);
    for (let k = from; k < to; k++) {
      const i = order[k] as number;
      const gradient = gradients[i] as number;
      const hessian = hessians[i] as number;
      const row = i * width;
      for (let feature = 0; feature < width; feature++) {
        const cell = (feature * BINS + (binned[row + feature] as number)) * 2;
        histogram[cell] = (histogram[cell] as number) + gradient;
        histogram[cell + 1] = (histogram[cell + 1] as number) + hessian;
      }
    }
    return histogram;
  };

  const split = (leaf: Leaf): Leaf => {
    const parent = leaf.gradient ** 2 / (leaf.hessian + ridge);
    for (let feature = 0; feature < width; feature++) {
      let gradient = 0;
      let hessian = 0;
      const last = (cuts[feature] as Float32Array).length;
      for (let bin = 0; bin < last; bin++) {
        const cell = (feature * BINS + bin) * 2;
        gradient += leaf.histogram[cell] as number;
        hessian += leaf.histogram[cell + 1] as number;
        const rest = leaf.hessian - hessian;
        if (hessian < leastHessian || rest < leastHessian) continue;
        const gain = gradient ** 2 / (hessian + ridge) + (leaf.gradient - gradient) ** 2 / (rest + ridge) - parent;
        if (gain > leaf.gain) Object.assign(leaf, { gain, feature, bin });
      }
    }
    return leaf;
  };

  for (let t = 0; t < growth.trees; t++) {
    let gradientSum = 0;
    let hessianSum = 0;
    for (let i = 0; i < count; i++) {
      const p = 1 / (1 + Math.exp(-(logits[i] as number)));
      const weight = weights[i] as number;
      gradients[i] = weight * (p - (labels[i] as number));
      hessians[i] = weight * p * (1 - p);
      gradientSum += gradients[i] as number;
      hessianSum += hessians[i] as number;
      order[i] = i;
    }
    const root = addNode();
    roots.push(root);
    const open: Leaf[] = [
      split({
        from: 0,
        to: count,
        gradient: gradientSum,
        hessian: hessianSum,
        histogram: histogramOf(0, count),
        node: root,
        gain: 1e-6,
        feature: -1,
        bin: 0,
      }),
    ];
    while (open.length < growth.leaves) {
      let best = 0;
      for (let k = 1; k < open.length; k++) if ((open[k] as Leaf).gain > (open[best] as Leaf).gain) best = k;
      const leaf = open[best] as Leaf;
      if (leaf.feature < 0) break;
      // Rows of the left child first, each side in its old order.
      let left = leaf.from;
      let right = 0;
      let gradient = 0;
      let hessian = 0;
      for (let k = leaf.from; k < leaf.to; k++) {
        const i = order[k] as number;
        if ((binned[i * width + leaf.feature] as number) <= leaf.bin) {
          order[left++] = i;
          gradient += gradients[i] as number;
          hessian += hessians[i] as number;
        } else scratch[right++] = i;
      }
      order.set(scratch.subarray(0, right), left);
      const first = addNode();
      addNode();
      features[leaf.node] = leaf.feature;
      values[leaf.node] = (cuts[leaf.feature] as Float32Array)[leaf.bin] as number;
      children[leaf.node] = first;
      // The histogram of the larger child is what the smaller one leaves over.
      const leftIsSmaller = left - leaf.from < leaf.to - left;
      const smaller = leftIsSmaller ? histogramOf(leaf.from, left) : histogramOf(left, leaf.to);
      const larger = leaf.histogram;
      for (let cell = 0; cell < larger.length; cell++)
        larger[cell] = (larger[cell] as number) - (smaller[cell] as number);
      const child = (isLeft: boolean): Leaf =>
        split({
          from: isLeft ? leaf.from : left,
          to: isLeft ? left : leaf.to,
          gradient: isLeft ? gradient : leaf.gradient - gradient,
          hessian: isLeft ? hessian : leaf.hessian - hessian,
          histogram: isLeft === leftIsSmaller ? smaller : larger,
          node: isLeft ? first : first + 1,
          gain: 1e-6,
          feature: -1,
          bin: 0,
        });
      open.splice(best, 1, child(true), child(false));
    }
    for (const leaf of open) {
      const value = (-growth.rate * leaf.gradient) / (leaf.hessian + ridge);
      values[leaf.node] = value;
      for (let k = leaf.from; k < leaf.to; k++) {
        const i = order[k] as number;
        logits[i] = (logits[i] as number) + value;
      }
    }
  }
  return {
    roots: Uint32Array.from(roots),
    features: Uint8Array.from(features),
    values: Float32Array.from(values),
    children: Uint32Array.from(children),
    base,
  };
}
