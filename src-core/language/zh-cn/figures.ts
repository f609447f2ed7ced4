// 导出图表的说明与图例。
import type { figures as english } from '../en/figures';
import type { Translation } from '../message';

export const figures: Translation<typeof english> = {
  'figure.log-scale': '{caption}，对数刻度',
  'figure.comma': '、',
  'figure.named': '{name}：{words}',
  'figure.of-layer': '{name}，第 {layer} 层',
  'figure.of-layer-reverse': '{name}，第 {layer} 层反向',

  'figure.cross-entropy': '交叉熵',
  'figure.loss-of-every': '每步的{loss}',
  'figure.loss-of-last': '每步最后一个点的{loss}',
  'figure.loss-of-lanes': '各变体各自的损失',
  'figure.norm-clipped': '全局 L2 范数，裁剪前与裁剪后',
  'figure.norm-unclipped': '全局 L2 范数，未裁剪',
  'figure.clip-limit': '裁剪阈值 {limit}',
  'figure.learning-rate': '每一步的学习率，依调度而定',
  'figure.flow': '时间步 t 处的 ‖∂L/∂h‖',
  'figure.flow-seeds': '时间步 t 处的 ‖∂L/∂h‖，取各种子的中位数',
  'figure.flow-last': '各变体最后记录的一步上，时间步 t 处的 ‖∂L/∂h‖',
  'figure.flow-title': '梯度流：{band}',
  'figure.flow-over-t': '梯度流随 t 的变化',
  'figure.each-other': '{lane} − 其余各变体',
  'figure.fit': '最后一个窗口的目标与预测',
  'figure.fit-seed': '最后一个窗口的目标与预测，种子 {seed}：最终损失居中的运行',
  'figure.parameter-norms': '各参数的梯度范数：{lane}',
  'figure.before-clipping': '裁剪前的 L2 范数',
  'figure.saturation': '饱和单元：{lane}',
  'figure.saturated-share': '处于激活函数平坦段（tanh、sigmoid）或始终为零（ReLU）的激活所占比例',

  'figure.from': '{series}：{axis} {x} 起为 {value}',
  'figure.below-zero': '负值',
  'figure.black': '{caption}；黑色：非有限值',

  'figure.bands':
    '线：各种子的中位数；带：执行到该步的运行的第一至第三四分位数；发散的运行自发散处起计为 +∞；带可能超出坐标轴。',
  'figure.seeds-range': '种子 {first} 至 {last}',
  'figure.seeds': '种子 {list}',
  'figure.yes': '是',
  'figure.no': '否',
  'figure.matched': '使参数量与 {lane} 相同',
  'figure.trained-by': 'Unroll {version}，{engine}，{backend}',
  'figure.no-engine': '无引擎',
  'figure.no-backend': '无后端',
};
