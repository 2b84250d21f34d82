/** What a stored result must be before a report is made of it: it may come from anywhere. */
const text = { type: 'string' } as const;
const count = { type: 'integer', minimum: 0 } as const;
const range = { type: 'array', items: count, minItems: 2, maxItems: 2 } as const;
const place = {
  type: 'object',
  required: ['line', 'column'],
  properties: { line: count, column: count },
} as const;
const span = { type: 'object', required: ['start', 'end'], properties: { start: count, end: count } } as const;
const replacement = { type: 'object', required: ['range', 'text'], properties: { range, text } } as const;
const list = <T>(items: T) => ({ type: 'array', items }) as const;

const message = {
  type: 'object',
  required: [
    'ruleId',
    'severity',
    'veto',
    'message',
    'quote',
    'index',
    'range',
    'line',
    'column',
    'loc',
    'suggestions',
    'basis',
    'evidence',
    'fingerprint',
    'context',
  ],
  properties: {
    ruleId: text,
    severity: { enum: [1, 2, 3] },
    veto: { type: 'boolean' },
    message: text,
    // Earlier versions did not store it: `withWhat`.
    what: text,
    quote: text,
    index: count,
    range,
    line: count,
    column: count,
    loc: { type: 'object', required: ['start', 'end'], properties: { start: place, end: place } },
    fix: replacement,
    suggestions: list({
      type: 'object',
      required: ['id', 'message', 'fix'],
      properties: { id: text, message: text, fix: replacement },
    }),
    basis: list({
      type: 'object',
      required: ['standard', 'clause', 'verified'],
      properties: { standard: text, clause: text, verified: { type: 'boolean' } },
    }),
    evidence: list({ type: 'object', required: ['range', 'quote'], properties: { range, quote: text } }),
    fingerprint: text,
    region: { const: 'boilerplate' },
    context: { type: 'object', required: ['before', 'after'], properties: { before: text, after: text } },
    place: text,
    at: range,
    suppressed: {
      type: 'object',
      required: ['kind', 'reason'],
      properties: { kind: { enum: ['comment', 'file', 'baseline'] }, reason: text },
    },
  },
} as const;

const block = {
  type: 'object',
  required: ['kind', 'range', 'region'],
  properties: {
    kind: { enum: ['title', 'heading', 'paragraph', 'item', 'table', 'caption', 'quotation', 'code'] },
    range: span,
    region: { enum: ['main', 'boilerplate'] },
    level: count,
    place: text,
    table: {
      type: 'object',
      required: ['cells'],
      properties: {
        cells: list({
          type: 'object',
          required: ['range', 'row', 'column', 'rowSpan', 'columnSpan'],
          properties: { range: span, row: count, column: count, rowSpan: count, columnSpan: count },
        }),
      },
    },
  },
} as const;

export const FILE_REPORT_SCHEMA = {
  type: 'object',
  required: ['filePath', 'status', 'reason', 'messages', 'notChecked', 'failures'],
  properties: {
    filePath: text,
    url: text,
    sourceTitle: text,
    column: text,
    published: text,
    status: { enum: ['linted', 'skipped', 'failed'] },
    reason: {
      anyOf: [
        { type: 'null' },
        { type: 'object', required: ['code', 'message'], properties: { code: text, message: text } },
      ],
    },
    encoding: text,
    declaredEncoding: text,
    kind: text,
    title: text,
    characters: count,
    messages: list(message),
    suppressed: list({ ...message, required: [...message.required, 'suppressed'] }),
    notChecked: list({ type: 'object', required: ['ruleId', 'reason'], properties: { ruleId: text, reason: text } }),
    failures: list({ type: 'object', required: ['ruleId', 'message'], properties: { ruleId: text, message: text } }),
    warnings: list(text),
    checkedWith: {
      type: 'object',
      required: ['version', 'rules', 'ruleset', 'dictionaries'],
      properties: { version: text, rules: count, ruleset: text, dictionaries: text },
    },
    text: { type: 'object', required: ['value', 'blocks'], properties: { value: text, blocks: list(block) } },
  },
} as const;
