package ledwall.controller.rollout;

import java.time.Instant;
import java.util.List;
import ledwall.protocol.id.GroupId;
import org.jspecify.annotations.Nullable;

/**
 * Where a group's rollout stands, for people.
 *
 * @param onAir the version in force, null before the first
 * @param pending the newest edit on its way, null with none
 */
public record GroupStatus(GroupId group, @Nullable Long onAir, @Nullable Pending pending) {
    /**
     * An edit on its way.
     *
     * @param version null while it is preparing: only a compiled revision has a number
     * @param switchAt when it takes over; null until that is decided
     * @param missing what is still being prepared, by name
     */
    public record Pending(@Nullable Long version, Stage stage, @Nullable Instant switchAt, List<String> missing) {
        public Pending {
            missing = List.copyOf(missing);
        }
    }

    /** How far an edit is. */
    public enum Stage {
        /** Renditions of its items are still being made; the old programme goes on. */
        PREPARING,
        /** Its timelines are with the screens, which fetch media and report how far they are. */
        OFFERED,
        /** Its switch instant is stored and told. */
        DECIDED
    }
}
