/** So many there are, and the first of them in order of weight. */
export interface Counted<T> {
  readonly total: number;
  readonly first: readonly T[];
}

/** A link of a site that leads to nothing. */
export interface BrokenLink {
  readonly target: string;
  /** `missing`: no such file in the mirror; `disk`: on the writer's own machine; else what became of a visit: `http-404`. */
  readonly code: string;
  readonly isAttachment: boolean;
  readonly pages: number;
  readonly firstPage: string;
}

export interface ForeignHost {
  readonly host: string;
  /** Different addresses of it, and places that link to them. */
  readonly addresses: number;
  readonly places: number;
  readonly firstPage: string;
}

export interface EmptyColumn {
  readonly name: string;
  readonly page: string;
  readonly says: string;
}

/** What the links and columns of a site lead to, as far as its source knows; nothing here is guessed. */
export interface SiteLinks {
  readonly broken: Counted<BrokenLink>;
  /** Broken ones among the attachments. */
  readonly attachments: Counted<BrokenLink>;
  /** Hosts outside the site; undefined where the pages have no addresses. */
  readonly foreign: { readonly governmental: number; readonly others: Counted<ForeignHost> } | undefined;
  /** Addresses of the site that were not read, of which nobody knows whether they are there. */
  readonly unknown: number;
  /** Hosts of which the mirror lacks so much that it is not whole: what it lacks may well be there. */
  readonly partial: readonly { readonly host: string; readonly missing: number; readonly of: number }[];
  /** Pages of columns, by their labels. */
  readonly columns: number;
  readonly emptyColumns: Counted<EmptyColumn>;
}
