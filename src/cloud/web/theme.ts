/** The shared tokens as the component library's theme. */
import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core';
import { deskType, fontFamily, lightPalette, radius } from '../../look/tokens.ts';

const { accent, accentSoft, accentStrong, danger, ink, inkSoft, outline } = lightPalette;

/** Ten steps between two colours of the palette, as the component library counts them. */
const steps = (...colours: string[]) => colours as unknown as MantineColorsTuple;
const pine = steps(
  accentSoft,
  accentSoft,
  '#bfe0d2',
  '#8cc4ae',
  '#4f9c80',
  '#1f7459',
  accent,
  accent,
  accentStrong,
  accentStrong,
);
const brick = steps(
  '#fce8e5',
  '#fce8e5',
  '#f3c4be',
  '#e29a92',
  '#c4605a',
  '#a33330',
  danger,
  danger,
  '#6b1212',
  '#6b1212',
);

export const theme = createTheme({
  colors: { pine, brick },
  primaryColor: 'pine',
  primaryShade: 6,
  black: ink,
  fontFamily,
  fontSizes: {
    xs: `${deskType.small}px`,
    sm: '14px',
    md: `${deskType.body}px`,
    lg: `${deskType.lead}px`,
    xl: '20px',
  },
  headings: { fontFamily, fontWeight: '650' },
  defaultRadius: `${radius.small}px`,
  focusRing: 'auto',
  respectReducedMotion: true,
  cursorType: 'pointer',
});

/** Where the library's own greys stand for text, border or ground, the tokens take their place. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {
    '--mantine-color-body': 'var(--surface)',
    '--mantine-color-text': 'var(--ink)',
    '--mantine-color-dimmed': 'var(--ink-soft)',
    '--mantine-color-placeholder': 'var(--outline-text)',
    '--mantine-color-default-border': 'var(--hairline)',
    '--mantine-color-error': danger,
    '--input-bd-color': outline,
    '--outline-text': inkSoft,
  },
  light: {},
  dark: {},
});
