// The gallery in Chinese, by the presets' ids.
import type { PresetText } from '../preset-text';

export const ZH_PRESETS: Readonly<Record<string, PresetText>> = {
  article: {
    title: 'sin → cos：RNN',
    lookFor: '预测在前五十个窗口内贴合到目标上。请观察梯度范数：网络寻找波形时上升，找到之后下降。',
  },
  'rnn-lstm': {
    title: 'RNN 与 LSTM 对比',
    lookFor:
      '每个窗口只有十个点，无需长时间记忆，普通 RNN 在多数种子上的最终损失更低。LSTM 的门控在这个任务上只是额外的负担。',
  },
  clipping: {
    title: '有效的梯度裁剪',
    lookFor:
      '每个窗口三十个点，普通梯度下降取大步长：不裁剪时，个别梯度把权重抛得很远，损失随之跳变。将范数限制为 1 后，每个种子的最终损失都更低。',
  },
  'nan-rescue': {
    title: '避免 NaN 的梯度裁剪',
    lookFor:
      'ReLU 单元加上放大到 2.5 倍的循环权重使梯度爆炸，一部分运行以 NaN 告终。裁剪之后，所有运行都能完成。',
  },
  'clipping-does-nothing': {
    title: '不起作用的梯度裁剪',
    lookFor:
      '文章中的实验，裁剪与不裁剪对照：Adam 的步长几乎与梯度大小无关，裁剪也就几乎不改变什么。两条曲线始终重合，难分高下。',
  },
  bidirectional: {
    title: '单向与双向',
    lookFor:
      '第二个方向从窗口末端反向读取，因此每个点都能看到其后的内容。中位数下降，但个别种子的最终损失高于单向。',
  },
  deep: {
    title: '一层、两层、四层',
    lookFor:
      '层数越多，权重越多，梯度的路径也越长。从各种子来看，两层和四层都没有明显优于一层：仅靠深度在这里没有帮助。',
  },
  init: {
    title: '五种初始化',
    lookFor:
      '正交矩阵与单位矩阵保持信号的长度，在二十个种子中的十五个上，其最终损失低于 torch 的均匀分布初始化。请比较它们最初的损失与梯度范数：各组使用相同的随机数，只是以各自的方式变换。',
  },
  activation: {
    title: 'tanh 与 ReLU',
    lookFor:
      '平滑的波形适合平滑的激活函数：ReLU 在每个种子上的最终损失都更高。每一步都会记录死亡单元的比例。',
  },
  normalization: {
    title: '层归一化与批归一化',
    lookFor:
      '每步只有一个窗口时，两种归一化在每个种子上的最终损失都高于不归一化。对一类网络有效的方法，未必适用于所有网络。',
  },
  vanishing: {
    title: '消失的梯度',
    lookFor:
      '五十个点中只有最后一个计入损失：请在梯度流中观察其梯度还有多少到达第一个点。训练开始之前，RNN 和 LSTM 的梯度沿途衰减的中位数超过十个数量级；遗忘门偏置为 3、起初几乎全开的 LSTM 只衰减约一个数量级。',
  },
  'adding-50': {
    title: '五十个点的加法任务',
    lookFor:
      '要记住五十个数中被标记的两个并求和：普通 RNN 停留在 1/6，即总是回答 1 的损失；LSTM 和 GRU 在每个种子上的最终损失都低得多，中位数低数百倍。请观察两者各自何时离开这一平台。',
  },
  'temporal-order': {
    title: '时序任务（缩小规模）',
    lookFor:
      '五十个符号中只有两个起作用，训练一千步后，只有 GRU 在每个种子上都学会了它们的先后次序；RNN 和 LSTM 仍停留在随机猜测的损失 ln 4。这里缩小了规模：论文中序列长达两百个符号，训练多达五百万次更新。',
  },
};
