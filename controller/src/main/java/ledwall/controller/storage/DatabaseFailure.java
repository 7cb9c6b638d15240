package ledwall.controller.storage;

import ledwall.controller.refusal.Refusal;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** A transaction failed for a reason that nobody foresaw: a defect, most likely. Says what was attempted; foreseen reasons become a {@link Refusal}. */
public final class DatabaseFailure extends RuntimeException {
    private DatabaseFailure(String attempt, Throwable cause) {
        super("Could not " + attempt + ": " + cause.getMessage(), cause);
    }

    /** What to throw when {@code attempt} (an infinitive such as {@code "store media m-1"}) failed with {@code failure}. */
    static RuntimeException of(String attempt, Throwable failure) {
        if (failure instanceof Refusal refusal) {
            return refusal;
        }
        var sqlite = sqlite(failure);
        if (sqlite == null) {
            return new DatabaseFailure(attempt, failure);
        }
        SQLiteErrorCode code = sqlite.getResultCode();
        // The low byte is the primary code; the rest of an extended code only refines it (sqlite.org/rescode.html).
        return switch (code.code & 0xff) {
            case 5, 6 -> unavailable("databaseBusy", attempt, "another program keeps the database locked.",
                    "End the other program (a backup, a database shell) and try again.", failure);
            case 8 -> unavailable("databaseReadOnly", attempt, "the database cannot be written.",
                    "Give the controller's user write permission on the database file and its folder.", failure);
            case 10 -> unavailable("databaseDisk", attempt, "the disk reported an error (" + code.name() + ").",
                    "Check the disk that holds the database.", failure);
            case 11, 26 -> unavailable("databaseCorrupt", attempt, "the file is damaged or is no database.",
                    "Keep a copy of it, then put the latest backup in its place.", failure);
            case 13 -> unavailable("databaseFull", attempt, "the disk is full.", "Free space on the disk that holds the database, then try again.", failure);
            case 14 -> unavailable("databaseMissing", attempt, "the database file cannot be opened.",
                    "Check that its folder exists and that the controller's user may write there.", failure);
            case 19 -> constraint(code, attempt, failure);
            default -> new DatabaseFailure(attempt, failure);
        };
    }

    /** Services check first and name the culprit; what still runs into a key lost a race against another edit. Any other constraint is our defect. */
    private static RuntimeException constraint(SQLiteErrorCode code, String attempt, Throwable failure) {
        return switch (code) {
            case SQLITE_CONSTRAINT_UNIQUE, SQLITE_CONSTRAINT_PRIMARYKEY, SQLITE_CONSTRAINT_FOREIGNKEY -> new Refusal(Refusal.Kind.CONFLICT, "changedMeanwhile",
                    "Could not " + attempt + ": something it refers to was changed or removed meanwhile.", "Reload and try again.", failure);
            default -> new DatabaseFailure(attempt, failure);
        };
    }

    private static Refusal unavailable(String code, String attempt, String cause, String advice, Throwable failure) {
        return new Refusal(Refusal.Kind.UNAVAILABLE, code, "Could not " + attempt + ": " + cause, advice, failure);
    }

    private static @Nullable SQLiteException sqlite(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof SQLiteException sqlite) {
                return sqlite;
            }
        }
        return null;
    }
}
