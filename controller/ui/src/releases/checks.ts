import { bilingual, type Coded } from "../base/i18n";

/** The lines of a checklist for whoever publishes by hand, by code. */
export const checkWords = bilingual(
  {
    checks: {
      takePackage: "Take the package: video, cover, title, texts.",
      compareHash: "Compare the video's SHA-256 with the one in the package.",
      openConsole: "Log in to the site's own console with the account of the house.",
      uploadVideo: "Upload the video.",
      setCover: "Set the cover.",
      setTexts: "Copy title and texts as they are.",
      findDraft: "Find the draft by its title.",
      insertVideo: "Insert the video from the account's library.",
      publish: "Publish it.",
      openArticle: "Open what was published and look at it.",
      findArticle: "Look for it among what is published.",
      delete: "Delete it.",
      pasteLink: "Confirm here with the link and your name.",
    } as Coded,
  },
  {
    checks: {
      takePackage: "取用发布包：视频、封面、标题、正文。",
      compareHash: "核对视频的 SHA-256 与发布包中所列一致。",
      openConsole: "用本单位账号登录该平台后台。",
      uploadVideo: "上传视频。",
      setCover: "设置封面。",
      setTexts: "原样复制标题和正文。",
      findDraft: "按标题找到草稿。",
      insertVideo: "从素材库插入视频。",
      publish: "发布。",
      openArticle: "打开已发布的内容，检查一遍。",
      findArticle: "在已发布的内容中查找。",
      delete: "删除。",
      pasteLink: "回到这里，填写链接和姓名，确认完成。",
    },
  },
);
