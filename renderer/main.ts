// Starts the window's page.
import { createApp } from 'vue';
import { languageFor } from '../src-core/language/language';
import App from './App.vue';
import { BRIDGE } from './bridge';
import { registerChartParts } from './charts/chart-parts';
import { createLanguage, LANGUAGE } from './language/useLanguage';
import './styles/tokens.css';
import './styles/base.css';
import './styles/controls.css';
// For systems without Chinese: one file, read when the page first shows a character of it. SIL Open Font License 1.1.
import '@fontsource/noto-sans-sc/chinese-simplified-400.css';

const bridge = window.unroll;
if (bridge === undefined) {
  document.body.textContent = 'This page is the window of Unroll: start it with the app, not in a browser.';
} else {
  registerChartParts();
  // The browser's language is the system's: what holds until main has answered.
  const system = languageFor('system', navigator.languages);
  const language = createLanguage({ choice: 'system', language: system, system });
  createApp(App).provide(BRIDGE, bridge).provide(LANGUAGE, language).mount('#app');
}
