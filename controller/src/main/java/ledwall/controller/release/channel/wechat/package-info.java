/**
 * A WeChat Official Account: material, drafts and freepublish of api.weixin.qq.com, by the facts of 2026-11 (developers.weixin.qq.com). Errors come with HTTP 200 and
 * stand in the body; acceptance is not publication, which a poll or a callback tells later. Blocking: inside {@code Work}; callbacks on a virtual thread.
 */
@NullMarked
package ledwall.controller.release.channel.wechat;

import org.jspecify.annotations.NullMarked;
