import { writeFileSync } from 'node:fs';
import { configSchema } from '../../src/engine/config.js';
import { rules } from '../../src/index.js';
import { packageRoot } from '../../src/package-root.js';

// Editors complete .gongwenlintrc.json by it.
writeFileSync(`${packageRoot}dist/config.schema.json`, `${JSON.stringify(configSchema(rules), null, 2)}\n`);
