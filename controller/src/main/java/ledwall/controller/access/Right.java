package ledwall.controller.access;

/** What a request needs; {@link Role} says who has it. */
public enum Right {
    /** See screens, media, playlists, the schedule and as-run records. */
    VIEW("view"),
    EDIT_MEDIA("editMedia"),
    EDIT_PLAYLISTS("editPlaylists"),
    EDIT_SCHEDULE("editSchedule"),
    /** Have an edit cut at once, also where the freeze window holds what is on air. */
    APPLY_NOW("applyNow"),
    /** Add, rename, move, resize and retire screens; make, rename and delete groups. */
    ARRANGE_SCREENS("arrangeScreens"),
    /** Enrol screens and command them. */
    MANAGE_SCREENS("manageScreens"),
    /** Take walls dark, and, with the password again, let them show their programme. */
    STOP("stop"),
    /** Make releases, schedule them, cancel and withdraw them. */
    RELEASE("release"),
    /** Make, change and remove channels, with their secrets. */
    MANAGE_CHANNELS("manageChannels"),
    READ_AUDIT("readAudit"),
    /** Choose which script goes first in notices, and how large it is beside the other. */
    SET_TEXT_POLICY("setTextPolicy");

    private final String key;

    Right(String key) {
        this.key = key;
    }

    /** The name in the API. */
    public String key() {
        return key;
    }
}
