/** Writes `src/look/tokens.css` from the tokens. */
import { writeFileSync } from 'node:fs';
import { tokensCss } from '../src/look/tokens.ts';

writeFileSync(new URL('../src/look/tokens.css', import.meta.url), tokensCss());
