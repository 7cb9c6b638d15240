package ledwall.controller.release.channel.wechat;

/** WeChat answered, and said no: it is certain that what was asked for did not happen. */
final class WechatError extends Exception {
    private static final long serialVersionUID = 1L;
    static final int BUSY = -1;
    static final int NO_SUCH_MEDIA = 40007;
    static final int DAY_LIMIT = 45009;
    static final int MINUTE_LIMIT = 45011;
    static final int UNAUTHORIZED = 48001;
    static final int NO_SUCH_ARTICLE = 53600;

    private final int code;

    WechatError(int code, String message) {
        super("WeChat " + code + ": " + meaning(code) + (message.isBlank() ? "" : " (" + message + ")"), null, false, false);
        this.code = code;
    }

    int code() {
        return code;
    }

    String words() {
        return String.valueOf(getMessage());
    }

    boolean aboutToken() {
        return code == 40001 || code == 40014 || code == 42001 || code == 41001;
    }

    /** The account may make drafts and not publish them, or WeChat wants a person to look. */
    boolean forAPerson() {
        return code == UNAUTHORIZED || code == 53504 || code == 53505;
    }

    /** Whoever administers the account can mend it, while the release waits. */
    boolean aboutTheAccount() {
        return aboutToken() || code == 40013 || code == 40125 || code == 40164;
    }

    private static String meaning(int code) {
        return switch (code) {
            case BUSY -> "it is busy";
            case 40001, 40014, 42001, 41001 -> "the access token is not taken";
            case NO_SUCH_MEDIA -> "the material or draft is not there";
            case 40013 -> "the appId is wrong";
            case 40125 -> "the app secret is wrong";
            case 40164 -> "this machine's address is not in the account's IP whitelist";
            case 43002 -> "the call must be a POST";
            case 44003 -> "the article is empty";
            case 45001 -> "a file is too large";
            case 45002 -> "the content is too long";
            case 45003 -> "the title is too long";
            case 45004 -> "the digest is too long";
            case DAY_LIMIT -> "today's calls of this interface are used up";
            case MINUTE_LIMIT -> "too many calls in this minute";
            case 45166 -> "the content holds what is not allowed";
            case 47001 -> "the JSON cannot be read";
            case UNAUTHORIZED -> "the account may not use this interface";
            case 48004 -> "the interface is banned for this account";
            case 53503 -> "the draft did not pass the publish check";
            case 53504 -> "the draft has to be published on mp.weixin.qq.com";
            case 53505 -> "the draft has to be saved on mp.weixin.qq.com first";
            case NO_SUCH_ARTICLE -> "there is no such article";
            default -> "refused";
        };
    }
}
