/** A folder that holds the files of a site, by which links can be looked up. */
export interface Mirror {
  readonly folder: string;
  /** The address that the folder mirrors; absent: its folders are hosts, or nothing is known. */
  readonly rootUrl?: string;
}

/** One page of a crawl, as plain data that can be handed to a worker. */
export interface Page {
  /** What it is called in the results: a path below the root, an address, a place in an archive. Unique in a scan. */
  readonly name: string;
  readonly url?: string;
  readonly title?: string;
  readonly column?: string;
  /** As the source has it. */
  readonly published?: string;
  readonly mediaType?: string;
  /** Said with the page's results: cut short, wrong length … */
  readonly warnings?: readonly string[];
  readonly mirror?: Mirror;
  /** A file is read where it is linted; its path is bytes where it is no UTF-8. */
  readonly body: { readonly file: string | Uint8Array } | { readonly bytes: Uint8Array };
}

/** What a source could not give, and why. */
export interface LostPage {
  readonly name: string;
  readonly url?: string;
  readonly lost: { readonly code: string; readonly message: string };
}

/** What a source leaves out on purpose (pictures, style sheets), by kind; told in the summary. */
export interface LeftOut {
  readonly leftOut: string;
}

export type SourceItem = Page | LostPage | LeftOut;

/** The items of a source in a stable order. */
export type PageSource = AsyncIterable<SourceItem>;
