// The table of fields in Chinese.
import type { FieldTexts } from '../field-text';

export const ZH_FIELDS: FieldTexts = {
  'task.kind': {
    label: '任务',
    help: '输入序列与目标序列的来源。',
    choices: {
      'sine-cosine': 'sin → cos',
      adding: '加法任务',
      'temporal-order': '时序任务',
      copy: '复制任务',
      csv: 'CSV 文件',
    },
  },
  'task.timeStep': { label: '时间步数', help: '每个窗口的点数，即梯度沿时间回传的长度。' },
  'task.path': {
    label: '文件',
    help: '与实验文件位于同一文件夹的 CSV 文件；或 sample:sunspots.csv，即 1700 至 2008 年的年均太阳黑子数。',
  },
  'task.input': { label: '输入列', help: '网络读取的列的名称，与文件首行一致。' },
  'task.amplitude': { label: '振幅', help: '正弦波的振幅，目标与之相同。' },
  'task.frequency': { label: '频率', help: '每个窗口内的半周期数；窗口宽度为 π。' },
  'task.phase': { label: '相位', help: '加到正弦与余弦自变量上的相位角。', unit: 'rad' },
  'task.noise': { label: '噪声', help: '加到输入上的高斯噪声的标准差（由种子决定）；目标不含噪声。' },
  'task.target': {
    label: '目标',
    help: '每个点要预测的量：同一自变量的余弦，或下一个输入。',
    choices: { cos: '余弦', next: '下一个输入' },
    ofKind: { csv: { label: '目标列', help: '要预测的列的名称；可以与输入列相同。' } },
  },
  'task.horizon': { label: '预测步长', help: '目标比输入超前的行数；0 表示同一行。', unit: '行' },
  'task.scale': {
    label: '缩放',
    help: '按均值与标准差，或按最小值与最大值缩放到 0 与 1 之间；统计量只取自训练部分。',
    choices: { none: '无', standard: '标准化', minmax: '最小值–最大值' },
  },
  'task.testFraction': { label: '测试部分', help: '末尾若干行所占的比例，不参与训练，用于测试网络。' },
  'model.cell': {
    label: '循环单元',
    help: '循环单元的类型：普通 RNN（Elman）或门控单元。',
    choices: { rnn: 'RNN', lstm: 'LSTM', gru: 'GRU' },
  },
  'model.nonlinearity': {
    label: '激活函数',
    help: '普通 RNN 的激活函数；门控单元有固定的激活函数，不使用此项。',
    choices: { tanh: 'tanh', relu: 'ReLU' },
  },
  'model.hiddenSize': {
    label: '隐藏单元数',
    help: '每层、每个方向的隐藏单元数；也可取使参数量与另一变体相同的值。',
  },
  'model.layers': { label: '层数', help: '堆叠的循环层数。' },
  'model.bidirectional': {
    label: '双向',
    help: '每层另有一个单元从窗口末端反向读取，输出层同时使用两个方向。',
  },
  'model.normalization': {
    label: '归一化',
    help: '对循环预激活做层归一化，或对输入投影做批归一化。',
    choices: { none: '无', layer: '层归一化', batch: '批归一化' },
  },
  'model.dropout': { label: 'Dropout', help: '层间输出被置零的比例；至少需要两层。' },
  'model.init.kind': {
    label: '初始化',
    help: '初始权重的抽取方式；PyTorch 对每个张量在 ±1/√隐藏单元数 内均匀抽取。',
    choices: {
      torch: 'PyTorch',
      he: 'He',
      xavier: 'Xavier',
      orthogonal: '正交',
      identity: '单位矩阵（IRNN）',
    },
  },
  'model.init.recurrentGain': {
    label: '循环权重增益',
    help: '初始循环权重的缩放系数：小于 1 时梯度更快消失，大于 1 时梯度增大。',
  },
  'model.init.forgetBias': {
    label: '遗忘门偏置',
    help: '加到 LSTM 遗忘门初始偏置上的值；其他单元不使用。',
  },
  'training.steps': { label: '步数', help: '参数更新的次数，每次使用一批窗口。' },
  'training.batchSize': { label: '批大小', help: '每步使用的窗口数。' },
  'training.carryState': {
    label: '传递隐藏状态',
    help: '以上一窗口的最终状态作为下一窗口的初始状态；梯度不跨窗口传播。',
  },
  'training.loss.kind': {
    label: '损失函数',
    help: '训练所最小化的目标。',
    choices: { mse: '均方误差', 'cross-entropy': '交叉熵' },
  },
  'training.loss.on': {
    label: '计入损失',
    help: '哪些时间步计入损失。',
    choices: { every: '所有时间步', last: '最后一个时间步' },
  },
  'training.optimizer.kind': {
    label: '优化器',
    help: '由梯度得到参数更新的规则。',
    choices: { sgd: 'SGD', rmsprop: 'RMSprop', adam: 'Adam', adamw: 'AdamW' },
  },
  'training.optimizer.learningRate': { label: '学习率', help: '更新的步长；为 0 时不训练。' },
  'training.optimizer.momentum': { label: '动量', help: '上一次更新被保留的比例。' },
  'training.optimizer.nesterov': { label: 'Nesterov', help: '沿动量方向前瞻；动量须大于 0。' },
  'training.optimizer.weightDecay': {
    label: '权重衰减',
    help: '对所有权重的解耦权重衰减，与学习率相乘。',
  },
  'training.schedule.kind': {
    label: '学习率调度',
    help: '学习率随步数变化的方式。',
    choices: { constant: '恒定', step: '阶梯', cosine: '余弦', warmup: '预热' },
  },
  'training.schedule.every': { label: '间隔', help: '两次降低学习率之间的步数。', unit: '步' },
  'training.schedule.factor': { label: '系数', help: '每次学习率所乘的系数。' },
  'training.schedule.to': { label: '终值', help: '最后一步之后的学习率，即余弦曲线的终点。' },
  'training.schedule.steps': { label: '预热步数', help: '学习率升至设定值所经过的步数。', unit: '步' },
  'training.clip.kind': {
    label: '梯度裁剪',
    help: '将整个梯度按最大范数缩放，或将每个分量截断到最大绝对值。',
    choices: { none: '关闭', norm: '按范数', value: '按值' },
  },
  'training.clip.limit': { label: '裁剪阈值', help: '梯度的最大范数，或单个分量的最大绝对值。' },
  'training.stopWhen.notFinite': {
    label: '遇 NaN 停止',
    help: '损失或梯度不再是有限值时结束运行。',
  },
  'training.stopWhen.lossBelow': { label: '损失低于时停止', help: '某一步的损失低于此值时结束运行。' },
  'training.stopWhen.steps': {
    label: '达到步数时停止',
    help: '执行这么多步后结束运行，学习率调度仍按总步数安排。',
    unit: '步',
  },
  'training.stopWhen.seconds': {
    label: '达到时间时停止',
    help: '训练时间达到此值后结束运行。',
    unit: '秒',
  },
};
