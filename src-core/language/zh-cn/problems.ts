import type { problems as english } from '../en/problems';
import type { Translation } from '../message';

export const problems: Translation<typeof english> = {
  'problem.sentence': '应为：{expected}；实际为：{got}。',
  'problem.line': '{path}：应为{expected}；实际为{got}。',
  'problem.the-experiment': '实验',
  'problem.nothing': '空',
  'problem.experiment': '实验',
  'problem.whole-number': '{min} 到 {max} 的整数',
  'problem.whole-number-above': '大于 {min} 且不超过 {max} 的整数',
  'problem.whole-number-below': '不小于 {min} 且小于 {max} 的整数',
  'problem.number': '{min} 到 {max} 的数',
  'problem.number-above': '大于 {min} 且不超过 {max} 的数',
  'problem.number-below': '不小于 {min} 且小于 {max} 的数',
  'problem.or-lane': '{range}，或“=”加变体名称',
  'problem.or-nothing': '{range}，或留空',
  'problem.dropout-one-layer': '0（只有一层时没有层间 dropout）',
  'problem.nesterov-no-momentum': '关闭（没有动量时不可用；请将动量设为大于 0）',
  'problem.memory': '占用内存不超过 {limit} 的运行（请减少隐藏单元数、层数或时间步数，或减小批大小）',
  'problem.time': '耗时不超过 {limit} 的运行（请减少步数，或减小网络或窗口）',
  'problem.about': '约 {need}',
  'problem.on': '开启',
  'problem.seed-again': '列表中尚未出现的种子',
  'problem.label': '1 到 {longest} 个字符的名称',
  'problem.label-again': '与其他变体不同的名称',
  'problem.takes': '取值：{range}。',
};
