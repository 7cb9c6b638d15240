package ledwall.controller.release.channel;

/** What sort of channel it is. */
public enum ChannelKind {
    /** Our own feeds at the public address. */
    FEED,
    /** A WeChat Official Account. */
    WECHAT,
    /** A partner's own system, told by a signed call. */
    WEBHOOK,
    /** A site without a way in for programs: somebody publishes by hand. */
    MANUAL
}
