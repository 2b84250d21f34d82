/** What `npm run mutants -- FOLDER` changes, and which tests ought to see it. */
export interface Suite {
  /** Sources that are changed, under the root of the repository. */
  readonly sources: string;
  /** Files of test/, or folders of it. */
  readonly tests: readonly string[];
}

/** Tests that run dist/ are no help: only what jest itself loads is changed. */
export const SUITES: Readonly<Record<string, Suite>> = {
  rules: {
    sources: 'rules/*/rule.ts',
    tests: ['rules', 'golden', 'fixtures', 'places', 'annual-report', 'annual-reports', 'near-misses'],
  },
  views: {
    sources: 'src/views/**/*.ts',
    tests: ['views', 'slips', 'rules', 'golden'],
  },
  engine: {
    sources: 'src/engine/*.ts',
    tests: ['engine', 'rules', 'golden'],
  },
  intake: {
    sources: 'src/intake/**/*.ts',
    tests: ['intake', 'encodings', 'formats', 'office', 'annotate', 'annotated-originals', 'fixtures', 'golden'],
  },
  office: {
    sources: 'src/office/*.ts',
    tests: ['office', 'template', 'annotate', 'annotated-originals'],
  },
  approval: {
    sources: 'src/approval/*.ts',
    tests: ['approval'],
  },
};
