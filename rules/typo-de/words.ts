/**
 * Words that the corpus (98 million characters of official text) has before 地 and a verb in four places or more, and
 * before 的 and a verb no more than seven times as often, read one by one: nouns and words of other kinds are left out.
 */
export const ADVERBIALS: ReadonlySet<string> = new Set(
  '更好 有效 针对性 坚定不移 准确 有力 清楚 高兴 一如既往 极大 不断 客观 坚定 公正 深入 自觉 完整 全面 清晰 清醒 明确 及时 积极 合理 成功 正确 历史性 不可避免 有序 顺利 稳妥 妥善 错误 充分 认真 有步骤 广泛 真实 机械 深刻 理性 坚持不懈 详细 亲切 建设性 间接 尽可能 源源不断 因地制宜 毫不动摇 人为 不停 科学 实事求是 精准 深情 独立自主 始终不渝 高效 孤立 直观 积极主动 谨慎 紧锣密鼓 有意识 形象 自主 单纯 毫不犹豫 恰当 持续 紧密 旗帜鲜明 真正 饶有兴致 不遗余力 选择性 主动 扎扎实实 科学合理 鲜明 公平 笼统 被动 不间断 深入浅出 细致 生动 动情 不折不扣 赤裸裸 有条不紊 一味 概括 迅速 彻底 毫无保留 无条件 确切 自发 坚决 光荣 果断 永远 大幅度 便捷 千方百计 激动 耐心 快速 愉快 通俗 一针见血 迫不及待 真切 自然 精确 兴奋 关切 不约而同 手把手 方便 轻易 有机 理所当然 大胆 循序渐进 由衷 兴致勃勃 狭隘 热情 严肃 务实 尖锐 不失时机 辩证 肆无忌惮 仔细 潜移默化 片面 变相 忠实 如实 不择手段 切实 完美 尽快 勇敢 尽早 容易 无奈 义无反顾 争分夺秒 持之以恒 诚实 夜以继日 坦诚 饶有兴趣 如火如荼 深入细致 灵活 审慎 消极 好好 意外 轻松 有的放矢 满怀信心 冷静 全力以赴 随心所欲 全景式 放心 慎重 坦白 扎实 经常 语重心长 慢慢 创新性 早早 高屋建瓴 显著 公平合理 出色 无偿 不计后果 足额 明目张胆 频繁 经常性 巧妙 面对面 粗暴 反复 与时俱进 踏踏实实 欣喜 焦急 一步一个脚印 小心翼翼 快捷 一以贯之 认真负责 开创性 努力 毫不放松 奋发有为 疯狂 多角度 郑重 直言不讳 惊喜 惊讶 原则性 或多或少 绝对 变本加厉 不懈 有意 逐步 无情 无差别 大大 盲目 大张旗鼓 顽固 稳步 满腔热情 心平气和 马不停蹄 自豪 不厌其烦 最大化 自信 完全 精辟 必然 及早 时不时 不定期 公允 堂而皇之 残忍 精心 执着 长久 分阶段 无休止 百分之百 系统性 顽强 专心致志 平稳 兢兢业业 乐观 实打实 处心积虑 真心实意 一视同仁 全身心 一刻不停 感慨 紧紧 挨家挨户 系统化 争先恐后 均匀 准确无误 一次性 透彻 随意 过度 过分 无一例外 逐渐 武断 心甘情愿 尽情 自然而然 别有用心 义不容辞 愤怒 无限期 安心 原原本本 信誓旦旦 无端 真心诚意 认认真真 苦口婆心 身体力行 一次次 拼命 渐渐 强制性 方便快捷 适时 顺理成章 平静 永久性 始终如一 明白 按部就班 暂时 适度 不可逆转 顺畅 一刀切 理智 大力 直白 想当然 无缘无故 开宗明义 含糊 一分为二 自动 一劳永逸 详实 认真细致 切切实实 理直气壮 锲而不舍 自力更生 毫不留情 接二连三 庄严 严肃认真 开诚布公 年复一年 雄辩 欣慰 老老实实 清清楚楚 响亮 慷慨 高瞻远瞩 习惯性 斩钉截铁 缓慢 狠狠 一点点 从容 无私 热火朝天 悄无声息 身临其境 畅通无阻 兴高采烈 情不自禁 高标准 高质量 实实在在 脚踏实地 大刀阔斧 雷厉风行 井然有序 卓有成效 创造性 最大限度 更快 进一步 有计划 有重点 有针对性 有组织 有效率 较好 很好 圆满 扎实有效 及时准确 准确及时 积极稳妥 积极有效 富有成效 稳妥有序 平稳有序 科学有效 切实有效 依法依规 毫无怨言 更多更好 而系统 全面系统 详细系统 深入系统 和平 独立'.split(
    ' ',
  ),
);

/** Verbs that no attribute stands before: after an adverbial they are its predicate, whatever follows. */
export const NEVER_NOUNS: ReadonlySet<string> = new Set(
  '看到 看待 看出 认为 指出 做好 抓好 搞好 办好 用好 管好 告诉 知道 致力于 造福 惠及 融入 加以 作出 做出 做到 取得 得到 感到 感受到 认识到 意识到 体会到 了解到 记得 听取 牢记 找到 走进 走上 走出 来到 进入 回到 出具 判处 拿出 得出 查明 查清 转化为 称为 提出 采取 奉行 阐明 践行 激发 凝聚 抓住 投身 摆脱 挽回 推向 反映到 落实到 推广到 传达到'.split(
    ' ',
  ),
);

/** Verbs that also are nouns (法律的遵守) but qualify no noun: predicates where what they act on follows. */
export const WITH_OBJECT: ReadonlySet<string> = new Set(
  '开展 推动 促进 维护 发挥 实现 完成 解决 履行 贯彻 贯彻落实 贯彻执行 落实 满足 提供 反映 体现 打击 防止 增强 提高 提升 加强 利用 运用 调动 掌握 把握 了解 理解 表达 展现 展示 展开 阐述 介绍 说明 发现 防范 化解 减少 降低 扩大 遏制 制止 避免 消除 克服 改善 改变 优化 完善 巩固 深化 建立 支持 鼓励 引导 安排 部署 收集 整合 答复 回应 办理 行使 承担 参加 传递 弘扬 坚持 保持 加快 适应 应对 对待 接受 享受 享有 获得 获取 遵守 表示 表明 强调 转变 培养 缓解 拓展 对接 处理 保障 执行 做 抓 走 说 讲 写 听 适用'.split(
    ' ',
  ),
);

/** Verbs that qualify nouns too (保护措施, 认识问题): only where 了 and the like show them. */
export const WITH_MARK: ReadonlySet<string> = new Set(
  '推进 实施 参与 保护 使用 认识 回答 控制 建设 服务 指导 组织 公开 发布 学习 宣传 传播 传承 践行 规范 管理 监督 检查 分析 研究 总结 报道 答 帮助 估计 描述 概括 揭示 讲述 记录 影响 教育 带动 感受 享受 处置 运作 选择'.split(
    ' ',
  ),
);

/** Of those with objects, the ones whose object may begin with a verb (防止发生). */
export const FREE_VERBS: ReadonlySet<string> = new Set(
  '打击 开展 推动 促进 实现 防止 增强 提高 提升 加强 发现 防范 化解 减少 降低 避免 消除 克服 巩固 建立 落实 贯彻 履行 完成 解决'.split(
    ' ',
  ),
);

/** Of those that qualify nouns, the ones that take objects far more often than they qualify nouns. */
export const MORE_OFTEN_VERBS: ReadonlySet<string> = new Set('推进 实施 参与 服务 保护 认识 公开'.split(' '));

/** What makes a verb a predicate: 了, 到 and the like. */
export const AFTER_VERBS: ReadonlySet<string> = new Set([
  '了',
  '着',
  '到',
  '给',
  '起来',
  '下去',
  '出来',
  '好',
  '成',
  '出',
]);

/** Nouns that a verb before them qualifies (推进机制, 保障措施): no objects. */
export const HEADS: ReadonlySet<string> = new Set(
  '感 节奏 机会 空间 景象 秩序 规模 规定 机制 措施 体系 制度 方式 方法 办法 手段 途径 渠道 模式 工作 作用 情况 过程 能力 水平 速度 力度 程度 效果 成效 状态 环境 条件 计划 方案 规划 策略 战略 格局 平台 系统 权 原则 依据 理由 意见 建议 期限 时间 阶段 程序 环节 步骤 流程 率 量 性 者 人 员 期 法 度 力 型 式 类 品'.split(
    ' ',
  ),
);

/** Between a subject and its adverbial: after other verbs and prepositions 的 may well head an object. */
export const AUXILIARIES: ReadonlySet<string> = new Set(
  '如何 怎样 怎么 为了 以便 能 能够 可 可以 应 应当 应该 要 会 须 必须 需 需要 得以 以便 来 去 并 也 都 将 更 正 正在 已 已经 曾 才 就 再 又 还 均 可能 旨在 继续 便于 有助于 有利于 努力 力求 力争 确保 致力于 要求 希望 要更 以及 和 与 同时 从而 进而 更加'.split(
    ' ',
  ),
);

export const DEGREES: ReadonlySet<string> = new Set(
  '更 更加 最 很 十分 非常 较 较为 比较 相当 极其 极为 特别 越来越 那么 这么 如此 进一步 日益'.split(' '),
);

export const NEGATIONS: ReadonlySet<string> = new Set('不 未 没有 没 非 无 不够 不是 并非 毫无 缺乏'.split(' '));

export const CONJUNCTIONS: ReadonlySet<string> = new Set('和 与 并 、'.split(' '));

/** Adverbials that qualify no noun: whatever stands before them, a verb of the lists with its object is their predicate. */
export const ONLY_ADVERBIALS: ReadonlySet<string> = new Set(
  '一如既往 最大限度 毫不动摇 坚定不移 尽可能 尽快 尽早 及早 因地制宜 源源不断 有计划 有步骤 不停 逐步 大力 稳步 渐渐 逐渐 旗帜鲜明 毫不犹豫 千方百计 不遗余力 始终不渝 争分夺秒 马不停蹄 全力以赴 更多更好 不折不扣 有的放矢 经常 反复'.split(
    ' ',
  ),
);
