import {
  Button,
  type CSSVariablesResolver,
  createTheme,
  Drawer,
  type MantineColorsTuple,
  Menu,
  Modal,
  Popover,
  Tooltip,
} from "@mantine/core";

const accent: MantineColorsTuple = [
  "#eef1fd",
  "#dde3fa",
  "#bcc7f4",
  "#98a9ee",
  "#7389e5",
  "#5b74dd",
  "#4a63d3",
  "#3452c7",
  "#2a43a6",
  "#203484",
];

const red: MantineColorsTuple = [
  "#fdeeee",
  "#fadcdc",
  "#f3b8b8",
  "#ec9191",
  "#e36b6b",
  "#db4d4d",
  "#d13a3a",
  "#bf2626",
  "#9d1f1f",
  "#7c1818",
];

const gray: MantineColorsTuple = [
  "#f6f7f9",
  "#f1f3f6",
  "#e4e7ec",
  "#d6dbe2",
  "#c6ccd6",
  "#9aa3b0",
  "#7b8492",
  "#565e6c",
  "#333a45",
  "#191c22",
];

const dark: MantineColorsTuple = [
  "#e4e6eb",
  "#b8bfca",
  "#9ca4b2",
  "#6b7383",
  "#434a57",
  "#2a2e37",
  "#1d2027",
  "#16181d",
  "#101216",
  "#0a0b0e",
];

const motion = { transitionProps: { duration: 120 } };

export const theme = createTheme({
  colors: { accent, red, gray, dark },
  primaryColor: "accent",
  primaryShade: { light: 7, dark: 6 },
  fontFamily: '"Inter Variable", system-ui, sans-serif',
  fontFamilyMonospace:
    'ui-monospace, "SF Mono", "Cascadia Code", "JetBrains Mono", "DejaVu Sans Mono", monospace',
  fontSizes: { xs: "13px", sm: "13px", md: "14px", lg: "16px", xl: "20px" },
  lineHeights: { xs: "1.4", sm: "1.45", md: "1.5", lg: "1.5", xl: "1.4" },
  spacing: { xs: "8px", sm: "12px", md: "16px", lg: "24px", xl: "32px" },
  radius: { xs: "3px", sm: "4px", md: "6px", lg: "8px", xl: "12px" },
  defaultRadius: "sm",
  cursorType: "pointer",
  respectReducedMotion: true,
  headings: {
    fontWeight: "600",
    sizes: {
      h1: { fontSize: "20px", lineHeight: "28px" },
      h2: { fontSize: "16px", lineHeight: "24px" },
      h3: { fontSize: "14px", lineHeight: "20px" },
    },
  },
  components: {
    Button: Button.extend({ defaultProps: { size: "xs" } }),
    Tooltip: Tooltip.extend({ defaultProps: { openDelay: 300, ...motion } }),
    Menu: Menu.extend({ defaultProps: { shadow: "sm", position: "bottom-end", ...motion } }),
    Popover: Popover.extend({ defaultProps: { shadow: "sm", ...motion } }),
    Modal: Modal.extend({ defaultProps: { centered: true, ...motion } }),
    Drawer: Drawer.extend({ defaultProps: { position: "right", ...motion } }),
  },
});

/** Mantine's own variables, taken from ours: both schemes are written down in styles/tokens.css. */
const shared = {
  "--mantine-color-body": "var(--surface)",
  "--mantine-color-text": "var(--text)",
  "--mantine-color-bright": "var(--text)",
  "--mantine-color-dimmed": "var(--text-dim)",
  "--mantine-color-placeholder": "var(--text-dim)",
  "--mantine-color-default": "var(--surface)",
  "--mantine-color-default-hover": "var(--hover)",
  "--mantine-color-default-color": "var(--text)",
  "--mantine-color-default-border": "var(--line-strong)",
  "--mantine-color-anchor": "var(--accent-text)",
  "--mantine-color-error": "var(--red)",
  "--mantine-color-accent-light": "var(--selected)",
  "--mantine-color-accent-light-color": "var(--accent-text)",
  "--mantine-color-accent-text": "var(--accent-text)",
  "--mantine-color-red-text": "var(--red)",
  "--mantine-color-red-outline": "var(--red)",
};

export const cssVariablesResolver: CSSVariablesResolver = () => ({
  variables: {},
  light: shared,
  dark: shared,
});
