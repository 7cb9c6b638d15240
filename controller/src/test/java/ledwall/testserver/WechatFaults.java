package ledwall.testserver;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;

/** What goes wrong at one account; all switched off at first. Guarded by its account. */
public final class WechatFaults {
    /** What goes wrong with one call. */
    public enum Fault {
        /** Done, and answered late. */
        STALL,
        /** Done, and the connection is gone before the answer. */
        DROP_ANSWER,
        /** The connection is gone before anything was done. */
        DROP_CALL,
        /** Not done: -1. */
        BUSY,
        /** Done, and answered -1 all the same. */
        BUSY_THOUGH_DONE,
        /** HTTP 502 with a page of a gateway; not done. */
        BAD_GATEWAY
    }

    /** How the callback fares; the last five only where it is encrypted. */
    public enum Calling {
        ONCE, LOST, DOUBLED, FORGED_SIGNATURE, FORGED_ARTICLE,
        /** {@code signature} is right, {@code msg_signature} is not: somebody overheard an address. */
        FORGED_MESSAGE,
        /** Signed and encrypted as it should be, for somebody else's account. */
        OTHER_APP,
        /** Signed as it stands, and cut short. */
        TRUNCATED,
        /** The length within says more than there is. */
        WRONG_LENGTH,
        /** Signed, and in plain text though the account is in safe mode. */
        PLAIN
    }

    private record Struck(Fault fault, int times) {}

    private final Map<String, Struck> struck = new HashMap<>();
    private final Map<String, Integer> limits = new HashMap<>();
    private final Map<String, WechatAccount.No> said = new HashMap<>();
    public Calling calling = Calling.ONCE;
    /** {@code publish_status} of what is submitted from now on. */
    public int status;
    /** 48001 to all of freepublish. */
    public boolean unauthorized;
    /** Lists in which an article should stand hold none. */
    public boolean hollow;
    /** 40164 to everything. */
    public boolean foreignAddress;
    /** After so many more calls the token is refused, and another one given; negative: never. */
    public int expireAfter = -1;
    /** The token in use is refused until one is asked for by force. */
    public boolean untilForced;

    public void strike(String api, Fault fault, int times) {
        struck.put(api, new Struck(fault, times));
    }

    /** 45009 after {@code calls} of a day. */
    public void limit(String api, int calls) {
        limits.put(api, calls);
    }

    /** Says no with this code from now on, with HTTP 200 as always; 0: no more. */
    public void say(String api, int code, String message) {
        said.put(api, new WechatAccount.No(code, message));
    }

    void speak(String api) throws WechatAccount.No {
        WechatAccount.No no = said.get(api);
        if (no != null && no.code != 0) {
            throw no;
        }
    }

    int limit(String api) {
        return limits.getOrDefault(api, Integer.MAX_VALUE);
    }

    Fault next(String api) {
        Struck now = struck.get(api);
        if (now == null || now.times() == 0) {
            return null;
        }
        struck.put(api, new Struck(now.fault(), now.times() - 1));
        return now.fault();
    }

    /**
     * {@code {"api","fault","times"}}, {@code {"api","code","message"}}, {@code {"limit":{"api":n}}},
     * {@code {"calling","status","unauthorized","hollow","foreignAddress","expireAfter","untilForced"}}.
     */
    void set(JsonNode wanted) {
        if (wanted.has("fault")) {
            strike(wanted.path("api").asText(), Fault.valueOf(wanted.path("fault").asText()), wanted.path("times").asInt(1));
        }
        wanted.path("limit").properties().forEach(limit -> limit(limit.getKey(), limit.getValue().asInt()));
        if (wanted.has("code")) {
            say(wanted.path("api").asText(), wanted.path("code").asInt(), wanted.path("message").asText("said by the test"));
        }
        calling = wanted.has("calling") ? Calling.valueOf(wanted.path("calling").asText()) : calling;
        status = wanted.path("status").asInt(status);
        unauthorized = wanted.path("unauthorized").asBoolean(unauthorized);
        hollow = wanted.path("hollow").asBoolean(hollow);
        foreignAddress = wanted.path("foreignAddress").asBoolean(foreignAddress);
        expireAfter = wanted.path("expireAfter").asInt(expireAfter);
        untilForced = wanted.path("untilForced").asBoolean(untilForced);
    }
}
