package ledwall.controller.release.channel.wechat;

/** Why a call of somebody who says that they are WeChat is not taken. */
public enum NotTaken {
    NO_TOKEN("the channel keeps no callback token"),
    SIGNATURE("its signature is wrong"),
    STALE("its time is more than 10 minutes off"),
    REPLAYED("it was sent before"),
    PLAIN("it is not encrypted, and the channel has an EncodingAESKey"),
    NO_KEY("it is encrypted, and the channel has no EncodingAESKey"),
    UNREADABLE("it cannot be decrypted with the channel's EncodingAESKey, or is cut short"),
    OTHER_APP("it is for another account's appId");

    private final String words;

    NotTaken(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }
}
