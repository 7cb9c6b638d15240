package ledwall.controller.change;

/** How an edit takes over. */
public enum Pace {
    /** At the end of the cue on air, and never where the freeze window holds. */
    ORDINARY,
    /** At once, whatever is on air: a right of its own, and audited as what it is. */
    APPLY_NOW
}
