/** What pages of a site say against or after each other. */
export interface SiteFinding {
  readonly kind: '一号两题' | '标题不一' | '内容相同' | '内容近似' | '年报结转' | '年报照抄';
  /** One Chinese sentence. */
  readonly what: string;
  /** How many pages it is about, and the first of them. */
  readonly pages: number;
  readonly firstPage: string;
}

/** Of each kind; the rest is left out. */
export const SHOWN = 200;
