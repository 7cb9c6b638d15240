package ledwall.controller.playlist;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import ledwall.controller.change.Change;
import ledwall.controller.change.Changes;
import ledwall.controller.change.Pace;
import ledwall.controller.media.Fit;
import ledwall.controller.refusal.Names;
import ledwall.controller.refusal.Refusal;
import ledwall.protocol.id.Ids;
import ledwall.protocol.id.ItemId;
import ledwall.protocol.id.MediaId;
import ledwall.protocol.id.PlaylistId;
import ledwall.protocol.runtime.Clock;
import ledwall.protocol.runtime.Entropy;
import org.jspecify.annotations.Nullable;

/** What people do to playlists. Blocking, safe from any thread. Every method throws {@link Refusal} and then has changed nothing. */
public final class Playlists {
    /** One frame at the lowest frame rate: anything shorter could not be told from it. */
    public static final Duration MIN_LENGTH = Duration.ofMillis(40);
    public static final Duration MAX_LENGTH = Duration.ofHours(24);
    /** Seldom enough: of a list of 10 s items, an item once in hours. */
    public static final int MAX_EVERY = 1_000;
    public static final int MAX_LANGUAGES = 16;
    /** No validity begins or ends outside of these: before is the past anyhow, beyond are slips of the pen, and timelines end in 2116. */
    public static final Instant FIRST_VALID = Instant.parse("1970-01-01T00:00:00Z");
    public static final Instant LAST_VALID = Instant.parse("2100-01-01T00:00:00Z");

    private final PlaylistStore store;
    private final Changes changes;
    private final Clock clock;
    private final Entropy entropy;

    public Playlists(PlaylistStore store, Changes changes, Clock clock, Entropy entropy) {
        this.store = store;
        this.changes = changes;
        this.clock = clock;
        this.entropy = entropy;
    }

    /**
     * One item of an edit.
     *
     * @param id the item's id as it was read; null for a new item. An id that the playlist does not have counts as new
     * @param terms null leaves an item the ones it has, a new one {@link Terms#PLAIN}: who knows nothing of terms takes none away
     */
    public record Draft(@Nullable ItemId id, Content content, @Nullable Terms terms) {
        /** A medium that is always shown, in every turn. */
        public Draft(@Nullable ItemId id, MediaId media, @Nullable Duration length, Fit fit) {
            this(id, new Content.Medium(media, length, fit), Terms.PLAIN);
        }

        /** The item as it is. */
        public Draft(PlaylistItem item) {
            this(item.id(), item.content(), item.terms());
        }
    }

    /** A playlist of these items, perhaps of none. */
    public Playlist create(String name, List<Draft> drafts) {
        String clean = Names.checked("playlist", name);
        var id = new PlaylistId(Ids.fresh("playlist", entropy));
        return done(store.insert(id, clean, items(drafts, Map.of())), id, 1, clean);
    }

    /** An empty playlist. */
    public Playlist create(String name) {
        return create(name, List.of());
    }

    public Playlist byId(PlaylistId id) {
        return store.byId(id).orElseThrow(() -> unknown(id));
    }

    /**
     * Puts a name and items in the place of the present ones. Items keep their ids through moves and changes of length, so that screens and records know them
     * again.
     *
     * @param expected the revision that the editor saw; {@link Refusal.Kind#STALE} if it is no longer the newest
     */
    public Playlist save(PlaylistId id, long expected, String name, List<Draft> drafts) {
        return save(id, expected, name, drafts, Pace.ORDINARY);
    }

    /** @param pace whether it may change what the freeze window holds */
    public Playlist save(PlaylistId id, long expected, String name, List<Draft> drafts, Pace pace) {
        String clean = Names.checked("playlist", name);
        Map<ItemId, Terms> known = byId(id).items().stream().collect(Collectors.toMap(PlaylistItem::id, PlaylistItem::terms));
        return done(store.save(id, expected, clean, items(drafts, known), pace), id, expected, clean);
    }

    /** @param expected the revision that the editor saw */
    public void delete(PlaylistId id, long expected) {
        done(store.delete(id, expected, clock.wall()), id, expected, "");
    }

    private Playlist done(PlaylistStore.Saved saved, PlaylistId id, long expected, String name) {
        return switch (saved) {
            case PlaylistStore.Saved.Done(Playlist playlist) -> {
                changes.post(new Change(Change.Kind.PLAYLIST, id.value()));
                yield playlist;
            }
            case PlaylistStore.Saved.Stale(Playlist current) -> throw Refusal.stale("playlistStale", "playlist", current.name(), current.revision(), expected);
            case PlaylistStore.Saved.NameTaken() -> throw Refusal.nameTaken("playlist", name);
            case PlaylistStore.Saved.UnknownMedia(List<MediaId> media) -> throw Refusal.invalid("mediaUnknown",
                    "There is no media " + media.getFirst() + (media.size() > 1 ? " (and " + (media.size() - 1) + " more are unknown)" : "") + ".",
                    "Reload the media: it may have been deleted.");
            case PlaylistStore.Saved.InUse(var groups, var rules, var playlists) -> throw inUse(groups, rules, playlists);
            case PlaylistStore.Saved.Unfit(Refusal refusal) -> throw refusal;
            case PlaylistStore.Saved.Unknown() -> throw unknown(id);
        };
    }

    private static Refusal inUse(List<String> groups, List<String> rules, List<String> playlists) {
        var words = new ArrayList<String>();
        if (!groups.isEmpty()) {
            words.add("it is the default loop of " + Names.listed(groups));
        }
        if (!rules.isEmpty()) {
            words.add("it is shown by the rules " + Names.listed(rules));
        }
        if (!playlists.isEmpty()) {
            words.add("it is part of the playlists " + Names.listed(playlists));
        }
        String cause = String.join(", and ", words);
        return Refusal.conflict("playlistInUse", cause.substring(0, 1).toUpperCase(Locale.ROOT) + cause.substring(1) + ".",
                "Give the groups another loop, end or delete the rules, and take it out of the playlists.");
    }

    private List<PlaylistItem> items(List<Draft> drafts, Map<ItemId, Terms> known) {
        if (drafts.size() > Playlist.MAX_ITEMS) {
            throw new Refusal(Refusal.Kind.TOO_LARGE, "playlistTooLong", "The playlist has " + drafts.size() + " items.",
                    "Keep it to " + Playlist.MAX_ITEMS + " items: split it over several playlists.");
        }
        var items = new ArrayList<PlaylistItem>(drafts.size());
        var seen = new HashSet<ItemId>();
        for (int i = 0; i < drafts.size(); i++) {
            var draft = drafts.get(i);
            var id = draft.id();
            var said = draft.terms();
            var terms = said != null ? said : id == null ? Terms.PLAIN : known.getOrDefault(id, Terms.PLAIN);
            check(i + 1, draft.content(), terms);
            if (id == null || !known.containsKey(id)) {
                id = new ItemId(Ids.fresh("item", entropy));
            }
            if (!seen.add(id)) {
                throw Refusal.invalid("itemTwice", "Item " + (i + 1) + " has the id of an item before it.", "Send a copied item without an id.");
            }
            items.add(new PlaylistItem(id, draft.content(), terms));
        }
        return items;
    }

    private static void check(int place, Content content, Terms terms) {
        Duration length = content instanceof Content.Medium medium ? medium.length() : null;
        if (length != null && (length.compareTo(MIN_LENGTH) < 0 || length.compareTo(MAX_LENGTH) > 0)) {
            throw Refusal.invalid("lengthInvalid", "Item " + place + " lasts " + length.toMillis() + " ms.", "Use 40 ms (one frame) to 24 hours.");
        }
        if (terms.every() < 1 || terms.every() > MAX_EVERY) {
            throw Refusal.invalid("everyInvalid", "Item " + place + " has the weight " + terms.every() + ".",
                    "Use 1 (in each turn) to " + MAX_EVERY + " (in every " + MAX_EVERY + "th).");
        }
        Instant from = terms.validity().from();
        Instant until = terms.validity().until();
        if (from != null && until != null && !from.isBefore(until)) {
            throw Refusal.invalid("validityInvalid", "Item " + place + " is valid until " + until + ", which is not after its begin " + from + ".",
                    "Let its validity end after it begins, or leave one of them open.");
        }
        if (outOfReach(from) || outOfReach(until)) {
            throw Refusal.invalid("validityInvalid", "The validity of item " + place + " begins or ends before 1970 or after 2099.",
                    "Check the year, or leave that end open.");
        }
        if (terms.languages().size() > MAX_LANGUAGES || new HashSet<>(terms.languages()).size() < terms.languages().size()) {
            throw Refusal.invalid("languagesInvalid", "Item " + place + " names " + terms.languages().size() + " languages, or one of them twice.",
                    "Name each language once, " + MAX_LANGUAGES + " at most.");
        }
    }

    private static boolean outOfReach(@Nullable Instant at) {
        return at != null && (at.isBefore(FIRST_VALID) || at.isAfter(LAST_VALID));
    }

    private static Refusal unknown(PlaylistId id) {
        return Refusal.notFound("playlistUnknown", "There is no playlist " + id + ".", "Reload the list of playlists.");
    }
}
