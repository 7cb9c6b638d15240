package ledwall.controller.release;

/** How far one outlet of a release is. */
public enum OutletState {
    /** Nothing was done yet. */
    SCHEDULED,
    /** Media is on its way, or a draft is being made. */
    PREPARING,
    /** It could go now. */
    READY,
    /** It is being called: stored before the call, so that whoever comes after a crash asks what became of it before it calls again. */
    SUBMITTING,
    /** It has taken it, and nothing proves yet that people see it. */
    SUBMITTED,
    /** It is proved that people see it, or saw it. */
    CONFIRMED,
    /** It does not show it. */
    FAILED,
    /** It was taken back, and does not show it any more. */
    WITHDRAWN
}
