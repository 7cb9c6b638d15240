package ledwall.controller.release.channel.wechat;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import ledwall.protocol.id.Bytes;
import ledwall.testserver.WechatSeal;
import org.junit.jupiter.api.Test;

/** What is encrypted as WeChat does it is read, and nothing else. */
class SafeModeTest {
    private static final String KEY = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG";
    private static final String APP = "wxb11529c136998cb6";
    private static final String RANDOM = "aaaabbbbccccdddd";
    private static final String MESSAGE = "我是中文abcd123";
    /** Known answer for all of the above, decrypted by {@code openssl enc -d -aes-256-cbc -nopad} to the same. */
    private static final String SEALED = "jn1L23DB+6ELqJ+6bruv21Y6MD7KeIfP82D6gU39rmkgczbWwt5+3bnyg5K55bgVtVzd832WzZGMhkP72vVOfg==";

    private final SafeMode safe = new SafeMode(KEY, APP);

    private void refused(NotTaken why, String sealed) {
        assertEquals(new SafeMode.Opened.No(why), safe.open(sealed));
    }

    @Test
    void theKnownAnswerIsOpened() {
        assertEquals(new SafeMode.Opened.Message(Bytes.of(MESSAGE.getBytes(StandardCharsets.UTF_8))), safe.open(SEALED));
        assertEquals(SEALED, WechatSeal.seal(KEY, APP, RANDOM, MESSAGE), "and the test server encrypts as WeChat does");
    }

    @Test
    void messagesOfEveryLengthAreOpened() {
        for (int length = 0; length < 100; length++) {
            String message = "x".repeat(length);
            assertEquals(new SafeMode.Opened.Message(Bytes.of(message.getBytes(StandardCharsets.UTF_8))), safe.open(WechatSeal.seal(KEY, APP, RANDOM, message)));
        }
    }

    @Test
    void whatIsForAnotherAccountIsNotForUs() {
        refused(NotTaken.OTHER_APP, WechatSeal.seal(KEY, APP + "7", RANDOM, MESSAGE));
        refused(NotTaken.OTHER_APP, WechatSeal.seal(KEY, APP.substring(1), RANDOM, MESSAGE));
        refused(NotTaken.OTHER_APP, WechatSeal.seal(KEY, "", RANDOM, MESSAGE));
    }

    @Test
    void aLengthThatIsNotTheMessagesIsRefused() {
        byte[] message = MESSAGE.getBytes(StandardCharsets.UTF_8);
        refused(NotTaken.UNREADABLE, WechatSeal.seal(KEY, APP, RANDOM, message, -1));
        refused(NotTaken.UNREADABLE, WechatSeal.seal(KEY, APP, RANDOM, message, Integer.MIN_VALUE));
        refused(NotTaken.UNREADABLE, WechatSeal.seal(KEY, APP, RANDOM, message, Integer.MAX_VALUE));
        refused(NotTaken.UNREADABLE, WechatSeal.seal(KEY, APP, RANDOM, message, message.length + APP.length() + 1));
        // One sign of the message would be the account's, or the other way round.
        refused(NotTaken.OTHER_APP, WechatSeal.seal(KEY, APP, RANDOM, message, message.length - 1));
        refused(NotTaken.OTHER_APP, WechatSeal.seal(KEY, APP, RANDOM, message, message.length + 1));
    }

    @Test
    void whatIsCutShortAtAnyPlaceIsRefused() {
        // The equals signs at its end hold nothing.
        for (int length = 0; length < SEALED.replace("=", "").length(); length++) {
            SafeMode.Opened opened = safe.open(SEALED.substring(0, length));
            assertEquals(SafeMode.Opened.No.class, opened.getClass(), "cut at " + length);
        }
        refused(NotTaken.UNREADABLE, "");
        refused(NotTaken.UNREADABLE, "no base64 at all");
    }

    @Test
    void anyBitThatIsChangedIsNotTakenForTheMessage() {
        byte[] sealed = Base64.getDecoder().decode(SEALED);
        for (int bit = 16 * 8; bit < sealed.length * 8; bit++) {
            byte[] changed = sealed.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            var opened = safe.open(Base64.getEncoder().encodeToString(changed));
            boolean same = opened instanceof SafeMode.Opened.Message(Bytes bytes) && bytes.equals(Bytes.of(MESSAGE.getBytes(StandardCharsets.UTF_8)));
            assertEquals(false, same, "bit " + bit);
        }
    }

    @Test
    void paddingThatIsNoneIsRefused() {
        for (int last : new int[] {0, 33, 127, 128, 255}) {
            byte[] plain = new byte[64];
            plain[63] = (byte) last;
            refused(NotTaken.UNREADABLE, Base64.getEncoder().encodeToString(WechatSeal.encrypted(KEY, plain)));
        }
        byte[] uneven = new byte[64];
        Arrays.fill(uneven, 32, 64, (byte) 32);
        uneven[40] = 7;
        refused(NotTaken.UNREADABLE, Base64.getEncoder().encodeToString(WechatSeal.encrypted(KEY, uneven)));
        byte[] empty = new byte[32];
        Arrays.fill(empty, (byte) 32);
        refused(NotTaken.UNREADABLE, Base64.getEncoder().encodeToString(WechatSeal.encrypted(KEY, empty)));
    }

    @Test
    void anotherKeyOpensNothing() {
        SafeMode.Opened opened = new SafeMode("b" + KEY.substring(1), APP).open(SEALED);
        assertEquals(SafeMode.Opened.No.class, opened.getClass());
    }
}
