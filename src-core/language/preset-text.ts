// Titles of the gallery and what to look for, in both languages. English stands with the presets themselves.
import type { Preset } from '../experiment/presets/preset';
import type { Language } from './language';
import { ZH_PRESETS } from './zh-cn/presets';

export interface PresetText {
  readonly title: string;
  /** Two sentences: what to look for. */
  readonly lookFor: string;
}

/** What a person reads of a preset; English where it has no translation, which a test rules out. */
export function presetText(preset: Preset, language: Language): PresetText {
  return language === 'en' ? preset : (ZH_PRESETS[preset.id] ?? preset);
}
