/**
 * What `require.resolve('gongwen-lint')` leads to. textlint takes one package name for a preset and a plugin, resolves it
 * so, and loads the default export of what it finds; whoever imports the package by its name does without the face.
 */
export * from './index.js';
export { default } from './textlint/index.js';
