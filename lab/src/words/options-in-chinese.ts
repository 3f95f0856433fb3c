import type { OptionWords, WordedOption } from "./option-words.ts";

/** What settings are called, and what each does. */
export const optionsInChinese: Readonly<Record<WordedOption, Required<OptionWords>>> = {
  hiddenLayers: { name: "隐藏层", description: "每个隐藏层的单元数" },
  activation: { name: "激活函数", description: "隐藏层的激活函数：所有层用同一个，或每层各一个" },
  normalization: {
    name: "归一化",
    description: "在激活之前对隐藏层加权和的归一化：所有层用同一种，或每层各一种",
  },
  initialiser: { name: "初始权重", description: "初始权重的抽取方式；偏置从 0 开始" },
  loss: { name: "损失函数", description: "要最小化的量：在所有样本上取平均" },
  huberDelta: { name: "Huber 的 δ", description: "Huber 损失从距离 δ 起按直线增长，单位与目标相同" },
  labelSmoothing: { name: "标签平滑", description: "每个目标中平均分给 K 个类别的份额 s：y·(1 − s) + s/K" },
  classWeights: {
    name: "类别权重",
    description: "各类样本在代价中的权重：balanced 使各类同等重要，或每类给出一个数",
  },
  optimizer: { name: "优化器", description: "如何由梯度得到更新" },
  learningRate: { name: "学习率", description: "每一步的大小" },
  momentum: { name: "动量 μ", description: "momentum 和 nesterov 保留上一步方向的份额" },
  beta1: { name: "β₁", description: "adam、adamw 和 lion 的平均梯度所保留的份额" },
  beta2: { name: "β₂", description: "adam 和 adamw 的平均平方梯度所保留的份额；lion 则是其平均值的份额" },
  rho: { name: "ρ", description: "rmsprop 的平均平方梯度所保留的份额" },
  epsilon: { name: "ε", description: "rmsprop、adagrad、adam 和 adamw 在相除之前加到根上的数" },
  batchSize: { name: "批大小", description: "每一步所用的样本数：小批量，每一轮重新排列" },
  iterations: { name: "迭代次数", description: "步数，每步用一个批次；不设批大小时用全部训练样本" },
  epochs: { name: "轮数", description: "每个训练样本被使用的次数，用来代替迭代次数" },
  schedule: { name: "学习率计划", description: "学习率如何逐步变化" },
  warmup: { name: "预热", description: "学习率升到全值所用的迭代次数" },
  rateDecay: { name: "学习率衰减", description: "step、exponential 和 plateau 把学习率乘以的数" },
  decayInterval: { name: "衰减间隔", description: "step 和 exponential 每隔多少次迭代衰减一次" },
  finalRate: {
    name: "最终学习率",
    description: "cosine 和 one-cycle 结束时学习率的份额，plateau 也不会低于它",
  },
  plateauPatience: {
    name: "平台期耐心",
    description: "plateau 能容忍多少次没有改进的记录；再多一次就降低学习率",
  },
  lambda: {
    name: "L2 惩罚 λ",
    description:
      "L2 惩罚的强度 λ：代价 + λ/(2m)·Σw²，m 为训练样本数，不含偏置；所有层用同一个，或每层各一个，输出层在最后",
  },
  lambda1: {
    name: "L1 惩罚 λ₁",
    description: "L1 惩罚的强度 λ₁：代价 + λ₁/m·Σ|w|；与 λ 合用即弹性网；所有层用同一个，或每层各一个",
  },
  weightDecay: {
    name: "权重衰减",
    description: "解耦的权重衰减：每步之前 w ← w − 学习率·衰减·w，与梯度无关",
  },
  keepProbability: {
    name: "保留概率",
    description: "隐藏单元在一次迭代中保留的概率；小于 1 即为 dropout；所有隐藏层用同一个，或每层各一个",
  },
  inputKeepProbability: { name: "特征保留概率", description: "特征在一次迭代中保留的概率：输入层的 dropout" },
  dropoutKind: {
    name: "dropout 类型",
    description: "dropout 对单元的作用：standard 为 0 或 值/p；gaussian 乘以均值为 1 的因子；alpha 用于 selu",
  },
  connectKeepProbability: {
    name: "权重保留概率",
    description: "权重在一次迭代中保留的概率；小于 1 即为 DropConnect；所有层用同一个，或每层各一个",
  },
  noise: { name: "隐藏单元噪声", description: "激活值上高斯噪声的标准差；所有隐藏层用同一个，或每层各一个" },
  inputNoise: { name: "特征噪声", description: "特征上高斯噪声的标准差" },
  mixup: {
    name: "Mixup 的 α",
    description: "每个样本与同批的另一个样本按 Beta(α, α) 的份额混合；0 表示不混合",
  },
  constraint: { name: "权重约束", description: "每步之后对权重的约束" },
  constraintLimit: {
    name: "约束上限",
    description: "max-norm 为单元权重的最大范数，spectral-norm 为层矩阵的最大范数",
  },
  clipping: { name: "梯度裁剪", description: "每步之前如何裁剪梯度" },
  clippingLimit: { name: "裁剪上限", description: "裁剪后梯度或其范数的最大值" },
  averaging: { name: "参数平均", description: "模型采用训练过程中参数的平均，而不是最后的参数" },
  averageDecay: { name: "平均的衰减", description: "滑动平均每次保留自身的份额 d；约跨越 1/(1 − d) 次" },
  averageStart: { name: "平均的起点", description: "训练的这一份额之前不做平均" },
  averageInterval: { name: "平均的间隔", description: "两次平均之间的迭代次数" },
  patience: {
    name: "耐心",
    description: "开发数据上连续这么多次记录没有改进就停止训练；两次记录之间的迭代数由记录间隔决定",
  },
  minChange: { name: "最小改进", description: "被监视的值至少改进多少才算改进，用它自己的单位" },
  restoreBest: { name: "取最佳参数", description: "与耐心合用：不论训练如何结束，模型采用最佳记录的参数" },
  monitor: { name: "监视的量", description: "在开发数据上必须改进的量：代价或一种指标" },
  seed: { name: "随机种子", description: "初始权重、批次和所有噪声的种子，numpy 的固定掩码除外" },
  rng: {
    name: "随机数生成器",
    description: "初始权重的生成器：counter（Threefry），或 numpy，即 np.random.seed 的那些",
  },
  mask: {
    name: "dropout 掩码",
    description:
      "fresh 每次迭代更新；frozen 全程同一个，如文章的代码；stream 与 rng numpy 合用，由其生成器更新，只播种一次",
  },
  precision: { name: "精度", description: "训练的精度：f64，或 f32，更快，约取 7 位有效数字" },
  costInterval: { name: "记录间隔", description: "两次记录代价之间的迭代次数" },
};
