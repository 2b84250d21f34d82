import { writeFileSync } from 'node:fs';
import { packageRoot } from '../dictionary/load.js';
import { configSchema } from '../engine/config.js';
import { rules } from '../index.js';

// Editors complete .gongwenlintrc.json by it.
writeFileSync(`${packageRoot}dist/config.schema.json`, `${JSON.stringify(configSchema(rules), null, 2)}\n`);
