package ledwall.controller.release.channel;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import ledwall.controller.change.Change;
import ledwall.controller.change.Changes;
import ledwall.controller.refusal.Names;
import ledwall.controller.refusal.Refusal;
import ledwall.protocol.id.ChannelId;
import ledwall.protocol.id.Ids;
import ledwall.protocol.runtime.Clock;
import ledwall.protocol.runtime.Entropy;
import org.jspecify.annotations.Nullable;

/** What administrators do to channels, and the channels as the engine calls them. Blocking, safe from any thread. */
public final class Channels implements ChannelBook {
    /** Of a channel's newest publish calls, so many make its lead. */
    private static final int CALLS_OF_A_LEAD = 31;

    private final ChannelStore store;
    private final CallStore calls;
    private final Vault vault;
    private final Changes changes;
    private final Clock clock;
    private final Entropy entropy;
    private final Map<ChannelKind, ChannelType> types = new EnumMap<>(ChannelKind.class);
    /** A line lives as long as its process, so that an edit does not close its breaker's eyes; an adapter as long as its revision. */
    private final Map<ChannelId, Line> lines = new ConcurrentHashMap<>();
    private final Map<ChannelId, Opened> opened = new ConcurrentHashMap<>();

    private record Opened(long revision, OnlineChannel channel) {}

    public Channels(ChannelStore store, CallStore calls, Vault vault, Changes changes, Clock clock, Entropy entropy, List<ChannelType> types) {
        this.store = store;
        this.calls = calls;
        this.vault = vault;
        this.changes = changes;
        this.clock = clock;
        this.entropy = entropy;
        types.forEach(type -> this.types.put(type.kind(), type));
    }

    public List<Channel> all() {
        return store.all();
    }

    /** @throws Refusal if there is none */
    public Channel byId(ChannelId id) {
        return store.byId(id).orElseThrow(() -> unknown(id));
    }

    /** @param secrets by name; kept sealed, and never given out again */
    public Channel make(String name, ChannelKind kind, Map<String, String> settings, Map<String, String> secrets) {
        var id = new ChannelId(Ids.fresh("channel", entropy));
        var channel = new Channel(id, Names.checked("channel", name), kind, settings, !secrets.isEmpty(), 1, clock.wall());
        check(channel, secrets);
        return done(store.insert(channel, secrets.isEmpty() ? null : vault.seal(id, secrets)), id, 1, channel.name());
    }

    /**
     * Gives it another name and other settings; its kind stays.
     *
     * @param expected the revision that the editor saw
     * @param secrets null to keep those that are there
     */
    public Channel edit(ChannelId id, long expected, String name, Map<String, String> settings, @Nullable Map<String, String> secrets) {
        Channel now = byId(id);
        boolean secret = secrets == null ? now.secret() : !secrets.isEmpty();
        var channel = new Channel(id, Names.checked("channel", name), now.kind(), settings, secret, expected, now.createdAt());
        ChannelType type = type(now.kind());
        if (secrets == null && now.secret() && !type.confidant(now).equals(type.confidant(channel))) {
            throw Refusal.invalid("channelSecretNeeded", "The secrets of \"" + now.name() + "\" would be sent to another address than the one they were given for.",
                "Give them again together with the new address.");
        }
        check(channel, secrets == null ? secrets(now) : secrets);
        return done(store.update(channel, secrets == null || secrets.isEmpty() ? null : vault.seal(id, secrets)), id, expected, channel.name());
    }

    /**
     * Takes it out of service.
     *
     * @param evenInUse also where a release still needs it, which then finds it gone and says so, or where nothing that is public there could be withdrawn any more
     */
    public void remove(ChannelId id, long expected, boolean evenInUse) {
        done(store.remove(id, expected, evenInUse, clock.wall()), id, expected, "");
        opened.remove(id);
        lines.remove(id);
    }

    /** Asks the other side now. */
    public Health check(ChannelId id) {
        return open(id).orElseThrow(() -> unknown(id)).health();
    }

    @Override
    public Optional<OnlineChannel> open(ChannelId id) {
        return store.byId(id).map(channel -> {
            Opened known = opened.get(id);
            if (known != null && known.revision() == channel.revision()) {
                return known.channel();
            }
            Map<String, String> secrets;
            try {
                secrets = secrets(channel);
            } catch (Refusal e) {
                // Not kept: the next call looks whether they can be read.
                return new LockedChannel(e.cause() + " " + e.advice());
            }
            // Of two that come here at once, either will do: an adapter keeps nothing between calls that it could not do without.
            OnlineChannel fresh = type(channel.kind()).open(channel, secrets, line(channel));
            opened.put(id, new Opened(channel.revision(), fresh));
            return fresh;
        });
    }

    /** The line by which everything about this channel goes. */
    public Line line(Channel channel) {
        return lines.computeIfAbsent(channel.id(), id -> new Line(id, type(channel.kind()).limits(), calls, clock, entropy));
    }

    /** How much of today's calls each API of its site has used, by the site's own day; empty where nothing is limited. */
    public List<Line.Usage> usage(Channel channel) {
        return line(channel).usage();
    }

    @Override
    public Duration lead(ChannelId id) {
        Channel channel = store.byId(id).orElse(null);
        // Our own feed shows it at the instant by itself, and a person is told of the instant.
        if (channel == null || !channel.early() || channel.kind() == ChannelKind.FEED || channel.kind() == ChannelKind.MANUAL) {
            return Duration.ZERO;
        }
        List<Duration> took = calls.took(id, true, CALLS_OF_A_LEAD);
        if (took.isEmpty()) {
            took = calls.took(id, false, CALLS_OF_A_LEAD);
        }
        return took.isEmpty() ? Duration.ZERO : took.stream().sorted().toList().get(took.size() / 2);
    }

    /** For whoever checks what comes from outside, such as a callback's signature. */
    public Map<String, String> secrets(Channel channel) {
        return store.sealed(channel.id()).map(sealed -> vault.open(channel.id(), sealed)).orElse(Map.of());
    }

    /** Whether it calls nobody because its secrets cannot be read, such as after a restore without the key file. */
    public boolean locked(Channel channel) {
        try {
            secrets(channel);
            return false;
        } catch (Refusal e) {
            return true;
        }
    }

    private void check(Channel channel, Map<String, String> secrets) {
        ChannelType type = type(channel.kind());
        var settings = new ChannelSettings(channel.settings(), secrets);
        settings.oneOf(Channel.EARLY, "yes", "no");
        type.check(settings);
        settings.done();
        type.account(channel).ifPresent(account -> store.all().stream()
            .filter(other -> !other.id().equals(channel.id()) && other.kind() == channel.kind() && type.account(other).equals(Optional.of(account))).findFirst()
            .ifPresent(other -> {
                throw Refusal.conflict("channelAccountTaken", "The channel \"" + other.name() + "\" uses the account " + account + " already.",
                    "Use that channel: two would each count the account's daily calls alone.");
            }));
    }

    private ChannelType type(ChannelKind kind) {
        ChannelType type = types.get(kind);
        if (type == null) {
            throw new IllegalStateException("nobody brought " + kind);
        }
        return type;
    }

    private Channel done(ChannelStore.Saved saved, ChannelId id, long expected, String name) {
        return switch (saved) {
            case ChannelStore.Saved.Done(Channel channel) -> {
                changes.post(new Change(Change.Kind.CHANNEL, id.value()));
                yield channel;
            }
            case ChannelStore.Saved.Stale(Channel current) -> throw Refusal.stale("channelStale", "channel", current.name(), current.revision(), expected);
            case ChannelStore.Saved.NameTaken() -> throw Refusal.nameTaken("channel", name);
            case ChannelStore.Saved.Unknown() -> throw unknown(id);
            case ChannelStore.Saved.InUse(Channel channel, var waiting, var open) -> throw inUse(channel, waiting, open);
        };
    }

    private static Refusal inUse(Channel channel, List<String> waiting, List<String> open) {
        var words = new ArrayList<String>();
        if (!waiting.isEmpty()) {
            words.add("These are still to go to \"" + channel.name() + "\": " + Names.listed(waiting) + ".");
        }
        if (!open.isEmpty()) {
            words.add("These may be public there, and without the channel nobody could withdraw them: " + Names.listed(open) + ".");
        }
        return Refusal.conflict("channelInUse", String.join(" ", words), "Cancel or withdraw them first, or remove the channel all the same (evenInUse=true).");
    }

    private static Refusal unknown(ChannelId id) {
        return Refusal.notFound("noSuchChannel", "There is no channel " + id + ".", "Read the list again; it may have been removed.");
    }
}
