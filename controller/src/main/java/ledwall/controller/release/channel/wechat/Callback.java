package ledwall.controller.release.channel.wechat;

import java.time.Instant;
import ledwall.protocol.id.ChannelId;

/**
 * WeChat tells what became of a submission (PUBLISHJOBFINISH). Its signature covers the address and not what it says, so that it is a hint: {@link WechatChannel}
 * asks back before it believes it.
 *
 * @param status as in {@link Status}
 * @param articleId empty unless it is published
 * @param url of the article; empty unless it is published
 */
public record Callback(ChannelId channel, String publishId, int status, String articleId, String url, Instant at) {}
