package ledwall.controller.release;

import org.jspecify.annotations.Nullable;

/** How far a release is. Reviews, once there are some, come after {@link Draft}. */
public sealed interface ReleaseState {
    /**
     * It is being written; nobody shows it.
     *
     * @param held why it came back from being scheduled, for people; null where it was never scheduled, or was changed since
     */
    record Draft(@Nullable String held) implements ReleaseState {}

    /** It is in the schedule; nothing needs to be prepared yet. */
    record Scheduled() implements ReleaseState {}

    /** Its outlets get ready, and are not all. */
    record Preparing() implements ReleaseState {}

    /** All of its outlets are ready, or it was decided that it goes. */
    record Armed() implements ReleaseState {}

    /** Every outlet has proved that it shows it. */
    record Live() implements ReleaseState {}

    /**
     * It went, and not every outlet has proved that it shows it.
     *
     * @param why for people
     */
    record PartlyLive(String why) implements ReleaseState {}

    /**
     * It was taken back. What every outlet has to say of that stands at the outlet.
     *
     * @param reason by whoever took it back
     */
    record Withdrawn(String reason) implements ReleaseState {}

    /**
     * Nobody shows it: it was aborted, or nobody could.
     *
     * @param why for people
     */
    record Failed(String why) implements ReleaseState {}

    /** What kind of state it is: the word in the API, the database and the log. */
    enum Code { DRAFT, SCHEDULED, PREPARING, ARMED, LIVE, PARTLY_LIVE, WITHDRAWN, FAILED }

    default Code code() {
        return switch (this) {
            case Draft _ -> Code.DRAFT;
            case Scheduled _ -> Code.SCHEDULED;
            case Preparing _ -> Code.PREPARING;
            case Armed _ -> Code.ARMED;
            case Live _ -> Code.LIVE;
            case PartlyLive _ -> Code.PARTLY_LIVE;
            case Withdrawn _ -> Code.WITHDRAWN;
            case Failed _ -> Code.FAILED;
        };
    }

    /** For people; null where the state says it all. */
    default @Nullable String why() {
        return switch (this) {
            case Draft(String held) -> held;
            case PartlyLive(String why) -> why;
            case Withdrawn(String reason) -> reason;
            case Failed(String why) -> why;
            case Scheduled _, Preparing _, Armed _, Live _ -> null;
        };
    }

    /** As it was stored. */
    static ReleaseState of(Code code, @Nullable String why) {
        String words = why == null ? "" : why;
        return switch (code) {
            case DRAFT -> new Draft(why);
            case SCHEDULED -> new Scheduled();
            case PREPARING -> new Preparing();
            case ARMED -> new Armed();
            case LIVE -> new Live();
            case PARTLY_LIVE -> new PartlyLive(words);
            case WITHDRAWN -> new Withdrawn(words);
            case FAILED -> new Failed(words);
        };
    }
}
