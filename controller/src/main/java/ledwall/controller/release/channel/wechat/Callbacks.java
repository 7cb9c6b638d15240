package ledwall.controller.release.channel.wechat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import ledwall.controller.change.Change;
import ledwall.controller.change.Changes;
import ledwall.controller.release.channel.Channel;
import ledwall.controller.release.channel.ChannelKind;
import ledwall.controller.release.channel.ChannelStore;
import ledwall.controller.release.channel.Channels;
import ledwall.protocol.id.Bytes;
import ledwall.protocol.id.ChannelId;
import ledwall.protocol.runtime.Clock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The door for WeChat's calls to us: signed in plain mode, signed and encrypted in safe mode. A channel with an EncodingAESKey takes what is encrypted alone, of the
 * compatible mode as well: what stands in plain text beside it nobody has signed. Blocking, safe from any thread.
 */
public final class Callbacks {
    /** An address that was overheard opens the door no longer than this. */
    private static final Duration FRESH = Duration.ofMinutes(10);
    /** The log is told of the first wrong one, and then of each so many. */
    private static final long FOLDED = 100;
    private static final String ENCRYPTED = "aes";
    private static final Logger log = LoggerFactory.getLogger(Callbacks.class);

    private final ChannelStore store;
    private final Channels channels;
    private final CallbackStore callbacks;
    private final CallbackTally tally;
    private final Changes changes;
    private final Clock clock;
    private final Seen seen;

    public Callbacks(ChannelStore store, Channels channels, CallbackStore callbacks, CallbackTally tally, Changes changes, Clock clock) {
        this.store = store;
        this.channels = channels;
        this.callbacks = callbacks;
        this.tally = tally;
        this.changes = changes;
        this.clock = clock;
        // A signature may lie as far ahead as behind.
        this.seen = new Seen(clock, FRESH.multipliedBy(2));
    }

    /**
     * What stands in the address of a call.
     *
     * @param encryption {@code encrypt_type}: {@code aes} where the body is encrypted
     * @param message {@code msg_signature}, of what is encrypted
     */
    public record Signed(@Nullable String signature, @Nullable String timestamp, @Nullable String nonce, @Nullable String encryption, @Nullable String message) {
        boolean encrypted() {
            return ENCRYPTED.equals(encryption);
        }
    }

    /** Whether it was signed with the channel's callback token, and of late. */
    public boolean opens(ChannelId id, Signed signed) {
        Channel channel = channel(id);
        if (channel == null) {
            return false;
        }
        NotTaken why = door(channels.secrets(channel), signed);
        return why == null || refused(channel, why);
    }

    /**
     * Keeps what it tells of, and wakes whoever waits for it. Other events, and what was told before, are taken and change nothing.
     *
     * @return false if it is not WeChat's word, or not for this account
     */
    public boolean take(ChannelId id, Signed signed, Bytes body) {
        Channel channel = channel(id);
        if (channel == null) {
            return false;
        }
        Map<String, String> secrets = channels.secrets(channel);
        NotTaken why = door(secrets, signed);
        if (why != null) {
            return refused(channel, why);
        }
        SafeMode.Opened opened = message(channel, secrets, signed, body);
        return switch (opened) {
            case SafeMode.Opened.No(NotTaken no) -> refused(channel, no);
            case SafeMode.Opened.Message(Bytes message) -> keep(channel, signed, body, message);
        };
    }

    private @Nullable Channel channel(ChannelId id) {
        Optional<Channel> channel = store.byId(id).filter(each -> each.kind() == ChannelKind.WECHAT);
        if (channel.isEmpty()) {
            log.debug("callback for {}, which is no account of ours", id);
            tally.forget(id);
        }
        return channel.orElse(null);
    }

    /** Null where it is signed with the token and of late. */
    private @Nullable NotTaken door(Map<String, String> secrets, Signed signed) {
        String token = secrets.get(WechatType.CALLBACK_TOKEN);
        String timestamp = signed.timestamp();
        String nonce = signed.nonce();
        if (token == null) {
            return NotTaken.NO_TOKEN;
        }
        if (timestamp == null || nonce == null || !timestamp.matches("\\d{1,12}") || !Signatures.same(Signatures.of(token, timestamp, nonce), signed.signature())) {
            return NotTaken.SIGNATURE;
        }
        Duration age = Duration.between(Instant.ofEpochSecond(Long.parseLong(timestamp)), clock.wall()).abs();
        return age.compareTo(FRESH) <= 0 ? null : NotTaken.STALE;
    }

    private static SafeMode.Opened message(Channel channel, Map<String, String> secrets, Signed signed, Bytes body) {
        String key = secrets.get(WechatType.AES_KEY);
        if (key == null) {
            // Compatible mode sends both: what is plain is read then.
            return signed.encrypted() && CallbackXml.onlyEncrypted(body) ? new SafeMode.Opened.No(NotTaken.NO_KEY) : new SafeMode.Opened.Message(body);
        }
        if (!signed.encrypted()) {
            return new SafeMode.Opened.No(NotTaken.PLAIN);
        }
        String encrypted = CallbackXml.encrypted(body).orElse(null);
        if (encrypted == null) {
            return new SafeMode.Opened.No(NotTaken.UNREADABLE);
        }
        String right = Signatures.of(secrets.getOrDefault(WechatType.CALLBACK_TOKEN, ""), String.valueOf(signed.timestamp()), String.valueOf(signed.nonce()), encrypted);
        return Signatures.same(right, signed.message()) ? new SafeMode(key, String.valueOf(channel.setting("appId"))).open(encrypted)
            : new SafeMode.Opened.No(NotTaken.SIGNATURE);
    }

    private boolean keep(Channel channel, Signed signed, Bytes body, Bytes message) {
        // In plain mode one signature fits any body: the first that came under it is the only one.
        String signature = channel.id() + " " + signed.timestamp() + " " + signed.nonce();
        String hash = body.sha256();
        Seen.Kind kind = seen.look(signature, hash);
        if (kind == Seen.Kind.REPLAY) {
            return refused(channel, NotTaken.REPLAYED);
        }
        if (kind == Seen.Kind.NEW) {
            CallbackXml.read(channel.id(), message, clock.wall()).filter(callbacks::keep).ifPresent(callback -> {
                log.info("WeChat tells that submission {} of {} has status {}", callback.publishId(), channel.id(), callback.status());
                changes.post(new Change(Change.Kind.CHANNEL, channel.id().value()));
            });
            seen.note(signature, hash);
        }
        tally.taken(channel.id());
        return true;
    }

    private boolean refused(Channel channel, NotTaken why) {
        long times = tally.refused(channel.id(), why, clock.wall());
        if (times % FOLDED == 1) {
            log.warn("a callback for {} was refused: {} ({} so far)", channel.id(), why.words(), times);
        }
        return false;
    }

    public CallbackTally.Count tally(ChannelId channel) {
        return tally.of(channel);
    }

    /** Callbacks refused so far. */
    public long refused() {
        return tally.refused();
    }
}
