import type { shell as english } from '../en/shell';
import type { Translation } from '../message';

export const shell: Translation<typeof english> = {
  'shell.views': '视图',
  'shell.lab': '实验',
  'shell.runs': '记录',
  'shell.keys': '快捷键',
  'shell.language': '语言',
  'shell.language-short': '中文',
  'shell.language-system': '跟随系统（{language}）',
  'shell.close': '关闭',
  'shell.trouble': '窗口出错。',
  'shell.training-unaffected': '训练不受影响。',
  'shell.load-again': '重新加载',
  'shell.language-not-kept': '语言设置未能保存：{why}',

  'keys.training': '训练',
  'keys.run': '运行或继续',
  'keys.pause': '暂停或继续',
  'keys.step': '单步执行',
  'keys.stop': '停止',
  'keys.cursor': '游标（图表获得焦点后）',
  'keys.cursor-step': '后退或前进一步；按住 Shift 为十步',
  'keys.cursor-tenth': '移动整个运行的十分之一',
  'keys.cursor-ends': '第一步或最后一步',
  'keys.cursor-time': '时间步（梯度流图中）',
  'keys.cursor-zoom': '放大或缩小所有图表',
  'keys.cursor-choose': '显示截至该步的窗口',
  'keys.cursor-away': '移除游标',
  'keys.shift': 'Shift',
  'keys.page': 'Page Up、Page Down',
  'keys.ends': 'Home、End',
};
