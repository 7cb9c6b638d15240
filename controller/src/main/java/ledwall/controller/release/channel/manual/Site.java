package ledwall.controller.release.channel.manual;

import org.jspecify.annotations.Nullable;

/**
 * A site, and what it takes; what is too much is told while the release is prepared, not to the person in front of its console.
 *
 * <p>Facts of 2026-11. Douyin: up to 4 GB and 15 minutes. WeChat Channels publishes no limits for its console that could be held to.
 */
enum Site {
    DOUYIN("douyin", "Douyin", 4L << 30, 15 * 60, true),
    WECHAT_CHANNELS("wechatChannels", "WeChat Channels", Long.MAX_VALUE, Long.MAX_VALUE, true),
    OTHER("other", "the site", Long.MAX_VALUE, Long.MAX_VALUE, false);

    private final String key;
    private final String called;
    private final long mostBytes;
    private final long mostSeconds;
    private final boolean needsVideo;

    Site(String key, String called, long mostBytes, long mostSeconds, boolean needsVideo) {
        this.key = key;
        this.called = called;
        this.mostBytes = mostBytes;
        this.mostSeconds = mostSeconds;
        this.needsVideo = needsVideo;
    }

    static Site ofKey(@Nullable String key) {
        for (Site site : values()) {
            if (site.key.equals(key)) {
                return site;
            }
        }
        return OTHER;
    }

    String key() {
        return key;
    }

    String called() {
        return called;
    }

    long mostBytes() {
        return mostBytes;
    }

    long mostSeconds() {
        return mostSeconds;
    }

    boolean needsVideo() {
        return needsVideo;
    }
}
