package ledwall.controller.schedule;

/** What sort of rule it is: the first step of the total order. From weak to strong; the order of the constants is the order. */
public enum RuleClass {
    /** Fills what nothing else wants; the group's default loop is still below it. */
    DEFAULT,
    /** An ordinary booking. */
    NORMAL,
    /** Begins on the second and gives way to nothing ordinary. */
    FIXED,
    /** A day or an hour in which the wall belongs to one cause. */
    KEY_PERIOD
}
