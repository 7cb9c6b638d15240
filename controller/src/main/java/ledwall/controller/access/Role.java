package ledwall.controller.access;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What a person is here for. */
public enum Role {
    ADMINISTRATOR,
    /** Makes the programme. */
    OPERATOR,
    /** Looks after the screens and their PCs. */
    TECHNICIAN;

    /** This table is the only place that says which role may do what. */
    public Set<Right> rights() {
        return switch (this) {
            case ADMINISTRATOR -> EnumSet.allOf(Right.class);
            // Who is alone on duty and may stop a wall must be able to mend what it shows as well; that it cuts is asked for, and audited, each time.
            case OPERATOR -> EnumSet.of(Right.VIEW, Right.EDIT_MEDIA, Right.EDIT_PLAYLISTS, Right.EDIT_SCHEDULE, Right.APPLY_NOW, Right.ARRANGE_SCREENS,
                Right.STOP, Right.RELEASE);
            case TECHNICIAN -> EnumSet.of(Right.VIEW, Right.ARRANGE_SCREENS, Right.MANAGE_SCREENS);
        };
    }

    public boolean may(Right right) {
        return rights().contains(right);
    }

    /** The name in the API, the database and the command line. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Role> ofKey(String key) {
        return Arrays.stream(values()).filter(role -> role.key().equals(key)).findFirst();
    }
}
