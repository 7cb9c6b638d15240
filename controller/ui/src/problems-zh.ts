import type { Coded } from "./base/i18n";

type Said = Coded<readonly [cause: string, advice: string]>;

// What the controller says in English, in Chinese, by its codes. Codes that are not here are shown as the controller words them.

/** Problems of a screen. */
export const screenProblems: Said = {
  offline: ["收不到屏幕电脑的消息。", "请检查屏幕电脑的电源和网络，再看代理程序日志。屏幕会用已有内容继续播放。"],
  neverConnected: ["此大屏还没有代理程序连接过。", "请用此处的一次性注册码注册屏幕电脑。"],
  controllerClockStepped: ["控制端电脑的时钟被拨动过。", "请检查控制端电脑的时间服务（NTP）。期间各屏仍保持同步。"],
  clockDiffers: ["屏幕的时钟与控制端不一致。", "屏幕会在一分钟内自动跟上；否则请检查控制端的时钟。"],
  timelineRefused: ["屏幕拒绝了新的节目单。", "屏幕继续播放原有节目。请更新代理程序，或反馈原因。"],
  scheduleStuck: ["最新的改动无法播出。", "屏幕继续播放之前的节目。请移除无法制作的条目或更换其适配方式；若未列出条目，请查看控制端的日志。"],
  itemsLeftOut: ["有条目无法播出，已被略过。", "请打开轮播，替换这些条目。"],
  asRunBroken: ["播出记录有缺口。", "请保留屏幕电脑上的播出日志。"],
  mediaMissing: ["屏幕上还缺少素材。", "请等待传输完成；若一直不完成，请检查网络。期间显示垫片。"],
  mediaDamaged: ["屏幕上的素材文件已损坏。", "代理程序会重新下载；若反复出现，请检查屏幕电脑的磁盘。"],
  mediaWrong: ["收到的素材与校验值不符。", "代理程序会重新下载；若反复出现，请检查网络。"],
  mediaUnavailable: ["控制端暂时给不出某个素材。", "代理程序会自动重试；若反复出现，请重新上传该素材。"],
  diskLow: ["屏幕电脑的磁盘空间不足。", "请清理屏幕电脑的磁盘。"],
  diskFull: ["屏幕电脑的磁盘已满。", "请清理屏幕电脑的磁盘。"],
  playerLost: ["播放器意外退出。", "代理程序会自动重启播放器；若反复出现，请查看其日志。"],
  claimRefused: ["有人自称是此大屏，但被拒绝。", "若确是此屏的电脑，请按所示原因处理（证明不符时请重新注册）；若不是，请查明该地址的来源。"],
  twoAgents: ["两台电脑持有此大屏的密钥，在互相抢占连接。", "请停掉不属于此屏的那台电脑上的代理程序，或把它注册为另一块大屏。期间两块屏都照常播放。"],
  timelineBehind: ["大屏没有按应播的节目单播放。", "代理程序会在几秒内自动跟上；若不恢复，请查看其日志，再重启代理程序，画面不受影响。"],
  timelineNotKept: ["大屏还没有收下最新的节目单。", "代理程序会在几秒内自动收下；若不恢复，请查看其日志，再重启代理程序，画面不受影响。"],
  wrongItem: ["大屏上播放的不是此刻应播的条目。", "请先看截图；重启播放器，若再次出现，请发送代理程序日志。"],
  wrongState: ["大屏没有播放此刻应播的条目。", "请先看截图；重启播放器，若再次出现，请发送代理程序日志。"],
  driftTooLarge: ["画面与节目单的偏差过大。", "大屏会在几秒内自动校正；若不恢复，说明电脑跟不上此视频或正忙于其他事。"],
  clockNotLocked: ["大屏的时钟还没有锁定。", "请等待连接稳定；若不恢复，请检查网络的丢包和延迟。"],
  glassCovered: ["有其他窗口遮住了画面。", "请在屏幕电脑上关闭遮住画面的窗口或提示。"],
  glassEmpty: ["播放器在播放，但显示器上没有它的窗口。", "请重启播放器；若再次出现，请检查屏幕电脑的 X 服务。"],
  framesDropped: ["播放器丢帧过多，画面不流畅。", "电脑跟不上此视频或正忙于其他事；请增加解码线程，或换用更轻的文件。"],
  unsynchronised: ["屏幕还没有与控制端对时。", "请等待连接稳定；若不恢复，请检查网络。"],
};

/** Refusals of a request. */
export const refusals: Said = {
  wrongPassword: ["名称或密码不正确。", "请核对；管理员可以重设密码。"],
  tooManyAttempts: ["近期密码错误次数过多。", "请稍后再试。"],
  tooManyLogins: ["同时登录的人太多。", "请稍后再试。"],
  weakPassword: ["密码太弱。", "请使用至少 12 个字符、不常见的密码。"],
  badPersonName: ["此名称不可用。", "请换一个名称。"],
  wrongSetupToken: ["此链接无效或已被使用。", "请重启控制端，使用它新打印的链接。"],
  alreadySetUp: ["管理员已经存在。", "请直接登录。"],
  notLoggedIn: ["尚未登录或会话已结束。", "请重新登录。"],
  noRight: ["您没有此项权限。", "请联系管理员。"],
  nameTaken: ["此名称已被使用。", "请换一个名称。"],
  nameInvalid: ["此名称不可用。", "请换一个较短的单行名称。"],
  sizeInvalid: ["尺寸超出范围。", "请使用 16 到 8192 之间的偶数像素。"],
  frameRateDiffers: ["同组大屏的帧率必须一致。", "请使用与本组相同的帧率。"],
  playlistStale: ["他人刚刚修改过此轮播。", "放弃修改即可查看最新内容，然后重新编辑。"],
  mediaInUse: ["此素材仍在轮播中使用。", "请先将它从轮播中移除。"],
  mediaUnknown: ["此素材已不存在。", "请刷新后再试。"],
  mediaEmpty: ["文件是空的。", "请检查后重新上传。"],
  mediaUnknownFormat: ["无法识别此文件的格式。", "请转换为 MP4（H.264）、PNG 或 JPEG 后再上传。"],
  mediaUnsupported: ["不支持此文件。", "请转换为 MP4（H.264）、PNG 或 JPEG 后再上传。"],
  mediaDamaged: ["文件已损坏，无法解码。", "请重新导出后再上传。"],
  mediaTruncated: ["文件不完整。", "请重新导出后再上传。"],
  mediaTooLarge: ["文件太大，上限为 8 GiB。", "请上传更短或压缩率更高的版本。"],
  mediaTooLong: ["视频太长，上限为 4 小时。", "请剪短后再上传。"],
  mediaTooManyPixels: ["画面像素过多，上限为 6400 万。", "请缩小后再上传。"],
  uploadIncomplete: ["文件没有完整送达。", "请重新上传。"],
  tooManyUploads: ["同时上传的文件太多。", "请等其中一个完成后再试。"],
  diskFull: ["控制端的磁盘空间不足。", "请删除不再需要的素材后再试。"],
  diskFailed: ["控制端无法写入磁盘。", "请重试；若仍失败，请检查控制端的磁盘和日志。"],
  busy: ["控制端正忙。", "请几秒后再试。"],
};
