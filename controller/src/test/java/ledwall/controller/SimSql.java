package ledwall.controller;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConnection;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Makes a database fail as SQLite does: nothing can be begun, or what was done cannot be committed and is undone. */
final class SimSql {
    private static final Set<String> BEGINS = Set.of("prepareStatement", "createStatement");

    private @Nullable SQLiteErrorCode failure;
    private @Nullable SQLiteConnection sound;

    /** From now on every statement and every commit fails like this; {@code null}: none does. */
    void fail(@Nullable SQLiteErrorCode with) {
        failure = with;
    }

    /** What a test sees of the database, whatever it suffers. */
    <T> T peek(Supplier<T> look) {
        SQLiteErrorCode suffers = failure;
        failure = null;
        try {
            return look.get();
        } finally {
            failure = suffers;
        }
    }

    /** All that the database holds. */
    byte[] image() throws SQLException {
        return Objects.requireNonNull(sound).serialize("main");
    }

    /** Puts what {@link #image} gave in the place of what the database holds. */
    void put(byte[] image) throws SQLException {
        Objects.requireNonNull(sound).deserialize("main", image);
    }

    Connection faulty(Connection sound) {
        this.sound = (SQLiteConnection) sound;
        return (Connection) Proxy.newProxyInstance(SimSql.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
            SQLiteErrorCode code = failure;
            if (code != null && (BEGINS.contains(method.getName()) || method.getName().equals("commit"))) {
                throw new SQLiteException("[" + code.name() + "] " + code.message, code);
            }
            try {
                return method.invoke(sound, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        });
    }
}
