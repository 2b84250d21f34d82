import type { Circus } from '@jest/types';
import { TestEnvironment } from 'jest-environment-node';
import { current } from './current.js';

interface Switch {
  activeMutant: string | undefined;
  hitCount: number;
  hitLimit: number;
  mutantCoverage?: { readonly static: Readonly<Record<string, number>> };
}

/** Sets the mutant's switch before a test file is loaded, and leaves out what follows the first failure. */
export default class MutantEnvironment extends TestEnvironment {
  private readonly switch: Switch = { activeMutant: current.mutant, hitCount: 0, hitLimit: current.hitLimit };
  private failed = false;

  override async setup(): Promise<void> {
    await super.setup();
    Object.assign(this.global, { __stryker__: this.switch });
  }

  handleTestEvent(event: Circus.AsyncEvent | Circus.SyncEvent): void {
    if (event.name === 'test_fn_failure' || event.name === 'hook_failure') this.failed = true;
    if (event.name === 'test_start' && this.failed && current.mutant !== undefined) event.test.mode = 'skip';
  }

  override async teardown(): Promise<void> {
    current.hits = this.switch.mutantCoverage?.static ?? {};
    await super.teardown();
  }
}
