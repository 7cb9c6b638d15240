import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The demo's people: one of each role, with passwords made for this folder. They lie in {@code accounts.json}, which only its owner may read. */
record Accounts(List<Account> all, Path file) {
    record Account(String name, String role, String password) {}

    private static final List<String> ROLES = List.of("administrator", "operator", "technician");
    private static final Pattern ENTRY = Pattern.compile("\"name\": \"([^\"]+)\", \"role\": \"([^\"]+)\", \"password\": \"([^\"]+)\"");
    private static final String ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789";

    Account administrator() {
        return all.getFirst();
    }

    void print() {
        for (Account account : all) {
            System.out.printf("  %-14s %s%n", account.name(), account.password());
        }
        System.out.println("  (also in " + file + ")");
    }

    /** Those of an earlier run, or fresh ones. */
    static Accounts of(Path work) throws IOException {
        Path file = work.resolve("accounts.json");
        if (Files.exists(file)) {
            var kept = new ArrayList<Account>();
            var matcher = ENTRY.matcher(Files.readString(file));
            while (matcher.find()) {
                kept.add(new Account(matcher.group(1), matcher.group(2), matcher.group(3)));
            }
            return new Accounts(List.copyOf(kept), file);
        }
        // Written before the accounts are made: whoever ends the demo in between finds the same passwords next time.
        var all = ROLES.stream().map(role -> new Account(role.equals("administrator") ? "admin" : role, role, password())).toList();
        Path fresh = work.resolve("accounts.json.new");
        Files.deleteIfExists(fresh);
        Files.createFile(fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(fresh, "[" + String.join(",\n ", all.stream()
                .map(a -> "{\"name\": \"%s\", \"role\": \"%s\", \"password\": \"%s\"}".formatted(a.name(), a.role(), a.password())).toList()) + "]\n");
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        return new Accounts(all, file);
    }

    /** Makes the accounts known to the controller's database, once; the marker says that all of them are there. */
    void make(Path top, Path work) throws IOException, InterruptedException {
        Path marker = work.resolve("controller/accounts-made");
        if (Files.exists(marker)) {
            return;
        }
        for (Account account : all) {
            String said = user(top, work, account, "add");
            if (!said.isEmpty() && !user(top, work, account, "passwd").isEmpty()) {
                throw new Demo.Failed("The account " + account.name() + " could not be made:\n" + said);
            }
        }
        Files.writeString(marker, "");
    }

    /** What the command says when it fails; empty when it does not. */
    private static String user(Path top, Path work, Account account, String verb) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(top.resolve("controller/bin/ledwall").toString(), "user", verb, "--data", work.resolve("controller").toString(), "--name",
                account.name(), "--password-stdin"));
        if (verb.equals("add")) {
            command.addAll(List.of("--role", account.role()));
        }
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (var in = process.getOutputStream()) {
            in.write((account.password() + "\n").getBytes(StandardCharsets.UTF_8));
        }
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor() == 0 ? "" : said + " ";
    }

    private static String password() {
        var random = new SecureRandom();
        var out = new StringBuilder();
        for (int i = 0; i < 20; i++) {
            out.append(i > 0 && i % 5 == 0 ? "-" : "").append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return out.toString();
    }
}
