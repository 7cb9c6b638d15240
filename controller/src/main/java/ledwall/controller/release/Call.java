package ledwall.controller.release;

/** What can be asked of a channel about one release. */
enum Call {
    /** Upload and draft, unseen. */
    PREPARE,
    /** Store that it is being called: no call of the channel, but what comes before one. */
    MARK,
    PUBLISH,
    /** Find out what became of it. */
    CONFIRM,
    WITHDRAW
}
