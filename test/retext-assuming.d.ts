declare module 'retext-assuming' {
  import type { Root } from 'nlcst';
  import type { VFile } from 'vfile';

  export default function retextAssuming(): (tree: Root, file: VFile) => void;
}
