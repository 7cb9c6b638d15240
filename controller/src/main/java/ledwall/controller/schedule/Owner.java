package ledwall.controller.schedule;

/** Whose a stretch of a screen's time is. */
public sealed interface Owner permits Occurrence, Owner.Nobody {
    /** No rule's. */
    enum Nobody implements Owner {
        /** No rule wants it: the group's default loop, or the slate where that is empty. A hole, if one wants to call it so. */
        DEFAULT_LOOP,
        /** The wall is black on purpose, whatever rules want. */
        QUIET_HOURS
    }
}
