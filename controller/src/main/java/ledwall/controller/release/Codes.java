package ledwall.controller.release;

/** The words for what may be wrong with a release or one of its outlets. Stable: the page has Chinese ones for each, {@link ReleaseAdvice} a next step. */
public final class Codes {
    /** The release as a whole. */
    public static final String NOT_READY = "releaseNotReady";
    public static final String HELD = "releaseHeld";
    public static final String ABORTED = "releaseAborted";
    public static final String PARTLY_LIVE = "releasePartlyLive";
    public static final String NOBODY_SHOWS = "releaseNobodyShows";
    public static final String NOT_WITHDRAWN = "releaseNotWithdrawn";
    public static final String BY_HAND = "releaseByHand";
    public static final String DECIDED_LATE = "releaseDecidedLate";
    public static final String NO_OUTLETS = "releaseNoOutlets";
    public static final String CLOCK_STEPPED = "releaseClockStepped";
    /** After a backup was restored: of a channel that was to be called. */
    public static final String RESTORED = "releaseRestored";
    /** A wall before the instant. */
    public static final String WALL_OFFLINE = "wallOffline";
    public static final String WALL_SILENT = "wallSilent";
    public static final String WALL_CLOCK = "wallClockNotLocked";
    public static final String WALL_STOPPED = "wallStopped";
    public static final String WALL_WITHOUT_PLAN = "wallWithoutPlan";
    public static final String WALL_FETCHING = "wallFetching";
    /** A wall after it. */
    public static final String WALL_NO_TOKEN = "wallNoToken";
    public static final String WALL_SHOWS_OTHER = "wallShowsOther";
    public static final String WALL_NO_PROOF = "wallNoProof";
    /** A channel; what an adapter refuses has codes of its own. */
    public static final String CHANNEL_GONE = "channelGone";
    public static final String CHANNEL_PREPARING = "channelPreparing";
    public static final String CHANNEL_TROUBLE = "channelTrouble";
    public static final String CHANNEL_ILL = "channelIll";
    public static final String CHANNEL_SILENT = "channelSilent";
    public static final String CHANNEL_UNKNOWN = "channelUnknown";
    public static final String CHANNEL_GAVE_UP = "channelGaveUp";
    public static final String CHANNEL_NOT_CALLED = "channelNotCalled";
    public static final String CHANNEL_LOST_IT = "channelLostIt";

    private Codes() {}
}
