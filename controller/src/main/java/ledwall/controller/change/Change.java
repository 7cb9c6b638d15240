package ledwall.controller.change;

/** Something durable changed: {@code id} names it where one thing changed. */
public record Change(Kind kind, String id) {
    /** What changed. Names are also the event names of the live stream. */
    public enum Kind { SCREEN, GROUP, MEDIA, RENDITION, PLAYLIST, RULE, CALENDAR, REVISION, AS_RUN, PERSON, RELEASE, CHANNEL }
}
