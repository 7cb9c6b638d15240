package ledwall.controller.storage;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import ledwall.controller.media.Fit;
import ledwall.controller.media.Media;
import ledwall.controller.media.MediaStore;
import ledwall.controller.screen.SlateChoice;
import ledwall.controller.screen.SlateOwner;
import ledwall.controller.screen.SlateStore;
import ledwall.protocol.id.GroupId;
import ledwall.protocol.id.MediaId;
import ledwall.protocol.id.ScreenId;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Slates in SQL. */
public final class SqlSlateStore implements SlateStore {
    private static final String INHERITED = "INHERITED";
    private static final String BUILT_IN = "BUILT_IN";
    private static final String MEDIA = "MEDIA";
    /** Of what is in service. */
    private static final String LIVING = """
            FROM slate l LEFT JOIN screen s ON s.id = l.screen_id LEFT JOIN screen_group g ON g.id = l.group_id
            WHERE ((s.id IS NOT NULL AND s.retired_at IS NULL) OR (g.id IS NOT NULL AND g.deleted_at IS NULL))""";

    private final Database database;

    public SqlSlateStore(Database database) {
        this.database = database;
    }

    @Override
    public Optional<Kept> byOwner(SlateOwner owner) {
        return database.read("read the slate of " + id(owner), handle -> kept(handle, owner));
    }

    @Override
    public Map<SlateOwner, SlateChoice> all() {
        return database.read("list the slates", handle -> {
            var out = new LinkedHashMap<SlateOwner, SlateChoice>();
            handle.createQuery("SELECT l.* " + LIVING + " ORDER BY l.screen_id, l.group_id").map((row, context) -> Map.entry(owner(row), choice(row))).list()
                    .forEach(each -> out.put(each.getKey(), each.getValue()));
            return out;
        });
    }

    @Override
    public Saved save(SlateOwner owner, SlateChoice choice, long expected) {
        return database.<Saved>write("change the slate of " + id(owner), handle -> {
            Optional<Kept> current = kept(handle, owner);
            if (current.isEmpty()) {
                return new Saved.UnknownOwner();
            }
            if (current.get().revision() != expected) {
                return new Saved.Stale(current.get().revision());
            }
            if (choice instanceof SlateChoice.OfMedia(MediaId media, Fit _)) {
                Optional<Media> found = handle.createQuery("SELECT * FROM media WHERE id = :id").bind("id", media.value())
                        .map((row, context) -> SqlMediaStore.media(row)).findOne();
                if (found.isEmpty()) {
                    return new Saved.UnknownMedia(media);
                }
                String failure = found.get().failure();
                if (failure != null) {
                    return new Saved.BrokenMedia(found.get().name(), failure);
                }
            }
            var next = new Kept(expected + 1, choice);
            write(handle, owner, next);
            return new Saved.Done(next);
        });
    }

    private static void write(Handle handle, SlateOwner owner, Kept next) {
        SlateChoice.@Nullable OfMedia of = next.choice() instanceof SlateChoice.OfMedia media ? media : null;
        String source = switch (next.choice()) {
            case SlateChoice.Inherited() -> INHERITED;
            case SlateChoice.BuiltIn() -> BUILT_IN;
            case SlateChoice.OfMedia _ -> MEDIA;
        };
        handle.createUpdate("DELETE FROM slate WHERE " + column(owner) + " = :id").bind("id", id(owner)).execute();
        handle.createUpdate("INSERT INTO slate (" + column(owner) + ", source, media_id, fit, revision) VALUES (:id, :source, :media, :fit, :revision)")
                .bind("id", id(owner)).bind("source", source).bind("media", of == null ? null : of.media().value())
                .bind("fit", of == null ? null : of.fit().name()).bind("revision", next.revision()).execute();
    }

    private static Optional<Kept> kept(Handle handle, SlateOwner owner) {
        String living = switch (owner) {
            case SlateOwner.OfScreen _ -> "FROM screen o LEFT JOIN slate l ON l.screen_id = o.id WHERE o.id = :id AND o.retired_at IS NULL";
            case SlateOwner.OfGroup _ -> "FROM screen_group o LEFT JOIN slate l ON l.group_id = o.id WHERE o.id = :id AND o.deleted_at IS NULL";
        };
        return handle.createQuery("SELECT l.source, l.media_id, l.fit, l.revision " + living).bind("id", id(owner))
                .map((row, context) -> row.getString("source") == null ? new Kept(0, new SlateChoice.Inherited())
                        : new Kept(row.getLong("revision"), choice(row))).findOne();
    }

    /** Which screens and groups have this media as slate, by name. */
    static List<MediaStore.SlateUse> uses(Handle handle, MediaId media) {
        return handle.createQuery("SELECT l.screen_id, l.group_id, coalesce(s.name, g.name) AS name " + LIVING + " AND l.media_id = :id ORDER BY 3")
                .bind("id", media.value()).map((row, context) -> {
                    String screen = row.getString("screen_id");
                    return new MediaStore.SlateUse(screen == null ? null : new ScreenId(screen), screen == null ? new GroupId(row.getString("group_id")) : null,
                            row.getString("name"));
                }).list();
    }

    /** What is retired or deleted keeps nothing from being deleted. */
    static void forget(Handle handle, MediaId media) {
        handle.createUpdate("DELETE FROM slate WHERE media_id = :id").bind("id", media.value()).execute();
    }

    private static String column(SlateOwner owner) {
        return switch (owner) {
            case SlateOwner.OfScreen _ -> "screen_id";
            case SlateOwner.OfGroup _ -> "group_id";
        };
    }

    private static String id(SlateOwner owner) {
        return switch (owner) {
            case SlateOwner.OfScreen(ScreenId screen) -> screen.value();
            case SlateOwner.OfGroup(GroupId group) -> group.value();
        };
    }

    private static SlateOwner owner(ResultSet row) throws SQLException {
        String screen = row.getString("screen_id");
        return screen == null ? new SlateOwner.OfGroup(new GroupId(row.getString("group_id"))) : new SlateOwner.OfScreen(new ScreenId(screen));
    }

    private static SlateChoice choice(ResultSet row) throws SQLException {
        return switch (row.getString("source")) {
            case BUILT_IN -> new SlateChoice.BuiltIn();
            case MEDIA -> new SlateChoice.OfMedia(new MediaId(row.getString("media_id")), Fit.valueOf(row.getString("fit")));
            default -> new SlateChoice.Inherited();
        };
    }
}
