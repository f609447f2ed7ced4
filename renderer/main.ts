// Starts the window's page.
import { createApp } from 'vue';
import App from './App.vue';
import { BRIDGE } from './bridge';
import { registerChartParts } from './charts/chart-parts';
import './styles/tokens.css';
import './styles/base.css';
import './styles/controls.css';

const bridge = window.unroll;
if (bridge === undefined) {
  document.body.textContent = 'This page is the window of Unroll: start it with the app, not in a browser.';
} else {
  registerChartParts();
  createApp(App).provide(BRIDGE, bridge).mount('#app');
}
