// 实验报告。
import type { report as english } from '../en/report';
import type { Translation } from '../message';

export const report: Translation<typeof english> = {
  'report.result': '结果',
  'report.charts': '图表',
  'report.settings': '设置',
  'report.runs': '运行',
  'report.machine': '训练环境',
  'report.origin': '由 Unroll {version} 于 {day} 训练：{runs, plural, other {{count} 次运行}}，{seeds}。',

  'report.lane': '变体',
  'report.median': '损失中位数',
  'report.first-quartile': '第一四分位数',
  'report.third-quartile': '第三四分位数',
  'report.run-count': '运行次数',
  'report.diverged': '发散次数',
  'report.steps-clipped': '裁剪步占比',
  'report.figure': '最后 {steps} 步的平均损失',
  'report.figure-note': '损失：{figure}；发散的运行计为 ∞，被停止或失败的运行不计入。',
  'report.lane-diverged': '{lane} 在 {runs, plural, other {{count} 次运行}}中发散 {diverged} 次。',

  'report.no-shared': '所有变体共用的设置均为默认值。',
  'report.shared': '所有变体共用、且不同于默认值的设置：',
  'report.own': '单个变体的设置：',
  'report.all-shared': '全部共用设置：',
  'report.path': '路径',
  'report.setting': '设置',
  'report.value': '值',

  'report.seed': '种子',
  'report.status': '状态',
  'report.diverged-at': '在第 {step} 步发散',
  'report.steps': '步数',
  'report.last-loss': '最终损失',
  'report.parameters': '参数量',
  'report.pace': '微秒/步',

  'report.what': '项目',
  'report.which': '内容',
  'report.engine': '引擎',
  'report.engine-on': '{engine}，{backend}',
  'report.none': '无',
  'report.versions': '版本',
  'report.processor': '处理器',
  'report.cores': '{model}，{cores} 核',
  'report.digest': '全部数值的摘要',
  'report.no-digest': '无：实验尚未结束',
  'report.verify': '如需再次训练并比较：对此实验的文件夹或 .unroll 文件运行 unroll verify。',
};
