package ledwall.controller;

import java.io.ByteArrayOutputStream;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import ledwall.controller.access.Accounts;
import ledwall.controller.access.AuditEntry;
import ledwall.controller.access.AuditStore;
import ledwall.controller.access.PasswordPolicy;
import ledwall.controller.access.Person;
import ledwall.controller.access.Role;
import ledwall.controller.refusal.Refusal;
import ledwall.controller.setup.DataFolder;
import ledwall.controller.storage.Database;
import ledwall.controller.storage.SqlAuditStore;
import ledwall.protocol.runtime.Clock;
import ledwall.protocol.runtime.real.RealClock;
import ledwall.protocol.runtime.real.RealEntropy;

/** {@code ledwall user ...}: people by the command line, also while a controller serves the same folder. Whoever may write the folder may do this. */
final class UserCommands implements AutoCloseable {
    static final String CONSOLE = "console";

    private final InputStream in;
    private final PrintStream out;
    private final Database database;
    private final Clock clock;
    private final Accounts accounts;
    private final AuditStore audit;

    UserCommands(Path data, InputStream in, PrintStream out) throws IOException {
        this.in = in;
        this.out = out;
        var entropy = new RealEntropy();
        clock = RealClock.open(entropy);
        Path file = data.resolve(RunningController.DATABASE);
        // A controller of an older release may be serving: it could not go on with newer tables.
        database = DataFolder.isServed(data) ? Database.asItIs(file) : Database.open(file);
        accounts = ControllerWeb.accounts(clock, entropy, database, ControllerWeb.sessions(clock, entropy, database));
        audit = new SqlAuditStore(database);
    }

    int add(String name, String roleKey, boolean fromStdin) throws Main.Usage, IOException {
        Role role = Role.ofKey(roleKey).orElseThrow(() -> new Main.Usage("--role must be administrator, operator or technician, but is \"" + roleKey + "\""));
        audited("userAdd", name, () -> accounts.add(name, role, password(fromStdin)));
        out.println("Added " + name + " (" + role.key() + ").");
        return Main.OK;
    }

    int changePassword(String name, boolean fromStdin) throws Main.Usage, IOException {
        audited("userPasswd", name, () -> accounts.changePassword(name, password(fromStdin)));
        out.println("Changed the password of " + name + " and ended their sessions.");
        return Main.OK;
    }

    int list() {
        for (Person person : accounts.all()) {
            out.println(person.name() + "\t" + person.role().key() + "\t" + person.madeAt());
        }
        return Main.OK;
    }

    private interface Deed {
        void run() throws Main.Usage, IOException;
    }

    private void audited(String what, String name, Deed deed) throws Main.Usage, IOException {
        String result = AuditEntry.DONE;
        try {
            deed.run();
        } catch (Refusal e) {
            result = e.code();
            throw e;
        } finally {
            audit.append(new AuditEntry(clock.wall(), System.getProperty("user.name", ""), what, name, result, CONSOLE));
        }
    }

    private String password(boolean fromStdin) throws Main.Usage, IOException {
        if (fromStdin) {
            return firstLine();
        }
        Console console = Optional.ofNullable(System.console()).filter(Console::isTerminal)
            .orElseThrow(() -> new Main.Usage("there is no terminal to ask for the password: give it with --password-stdin"));
        char[] once = console.readPassword("Password: ");
        char[] twice = console.readPassword("Again: ");
        if (once == null || twice == null || !Arrays.equals(once, twice)) {
            throw new Main.Usage("the two are not the same");
        }
        return new String(once);
    }

    /** Never as an argument: those can be read by everybody on the machine. */
    private String firstLine() throws IOException {
        var line = new ByteArrayOutputStream();
        for (int octet = in.read(); octet >= 0 && octet != '\n' && line.size() <= 4 * PasswordPolicy.MAX_LENGTH; octet = in.read()) {
            line.write(octet);
        }
        return line.toString(StandardCharsets.UTF_8).replaceFirst("\r$", "");
    }

    @Override
    public void close() {
        database.close();
    }
}
