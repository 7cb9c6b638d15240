package ledwall.controller.release.channel.wechat;

/** What became of a submission ({@code publish_status}). */
enum Status {
    PUBLISHED("", "It is published."),
    PUBLISHING("", "WeChat is publishing it."),
    NOT_ORIGINAL("wechatNotOriginal", "WeChat's check for originality failed: somebody else has published the same, or the claim of originality is not allowed."),
    FAILED("wechatFailed", "WeChat could not publish it, and gives no reason."),
    REFUSED("wechatRefused", "WeChat's own review refused it."),
    DELETED("wechatDeleted", "It was published, and somebody has deleted all of it since."),
    BANNED("wechatBanned", "It was published, and WeChat has taken all of it down since."),
    /** One that is newer than these facts. */
    OTHER("wechatStatusUnknown", "WeChat tells of a state that this release does not know. Look into mp.weixin.qq.com.");

    private final String code;
    private final String words;

    Status(String code, String words) {
        this.code = code;
        this.words = words;
    }

    static Status of(long number) {
        if (number != (int) number) {
            return OTHER;
        }
        return switch ((int) number) {
            case 0 -> PUBLISHED;
            case 1 -> PUBLISHING;
            case 2 -> NOT_ORIGINAL;
            case 3 -> FAILED;
            case 4 -> REFUSED;
            case 5 -> DELETED;
            case 6 -> BANNED;
            default -> OTHER;
        };
    }

    String code() {
        return code;
    }

    String words() {
        return words;
    }
}
