import type { engine as english } from '../en/engine';
import type { Translation } from '../message';

export const engine: Translation<typeof english> = {
  'engine.title': '引擎',
  'engine.starting': '引擎启动中…',
  'engine.lost': '引擎已丢失',
  'engine.per-step': '{time}/步',
  'engine.trying': '依次尝试各引擎，由第一个可用的引擎进行训练。',
  'engine.trains': '由 {backend} 上的 {engine} 训练：第一个可用的引擎。',
  'engine.trained': '所示结果由 {backend} 上的 {engine} 训练：第一个可用的引擎。',
  'engine.works': '{engine} 可用：{why}',
  'engine.fails': '{engine} 不可用：{why}',
  'engine.library': 'TensorFlow.js {tfjs}。',
  'engine.library-native': 'TensorFlow.js {tfjs}，基于 TensorFlow {tensorflow}。',
  'engine.app': 'Unroll {version}，Electron {electron}，Chromium {chrome}。',
  'engine.weights': '初始权重来自 {file}。',
};
