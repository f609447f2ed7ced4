// What Electron writes to stderr on healthy machines, told apart from what matters.

/**
 * Chromium's sources whose errors only say that the machine has no D-Bus or no graphics card: the window works without.
 */
const HARMLESS = [
  'bus.cc',
  'object_proxy.cc',
  'viz_main_impl.cc',
  'gpu_process_host.cc',
  'gpu_channel_manager.cc',
  'command_buffer_proxy_impl.cc',
];

/**
 * @param {string} line `[4212:1123/145241.282472:ERROR:bus.cc(399)] …`
 * @returns {boolean}
 */
export function isHarmless(line) {
  const [, source] = /^\[\d+:[\d/.]+:(?:ERROR|WARNING):(\w+\.cc)\(\d+\)\]/.exec(line) ?? [];
  return source !== undefined && HARMLESS.includes(source);
}

/**
 * @param {string} line
 * @returns {boolean} whether it says that the display let nobody in
 */
export function refusesDisplay(line) {
  return /Missing X server or \$DISPLAY|Failed to (?:connect to|initialize) Wayland/.test(line);
}
