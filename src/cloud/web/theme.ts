/** The shared tokens as the component library's theme. */
import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core';
import { deskType, fontFamily, lightPalette, radius } from '../../look/tokens.ts';

const { accent, accentSoft, accentStrong, danger, hairline, ink, inkSoft, outline, paper, sunken } =
  lightPalette;

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

/** Grounds and borders of controls that are off, in the warm greys of the palette. */
const gray = steps(paper, sunken, '#e9e0d2', hairline, '#b5a798', outline, outline, '#5d5247', inkSoft, ink);

/** Hints stand below their field, so that fields beside one another stand in line. */
const field = { defaultProps: { inputWrapperOrder: ['label', 'input', 'description', 'error'] } };

export const theme = createTheme({
  components: {
    TextInput: field,
    Select: field,
    MultiSelect: field,
    TagsInput: field,
    Autocomplete: field,
  },
  colors: { pine, brick, gray },
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
  variables: {},
  light: {
    '--mantine-color-body': 'var(--surface)',
    '--mantine-color-text': 'var(--ink)',
    '--mantine-color-dimmed': 'var(--ink-soft)',
    '--mantine-color-placeholder': '#6b5f51',
    '--mantine-color-default-border': 'var(--gray-control)',
    '--mantine-color-disabled-color': 'var(--ink-soft)',
    '--mantine-color-error': 'var(--danger)',
    '--gray-control': '#b5a798',
  },
  dark: {},
});
