import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

    /** Those of an earlier run, or fresh ones, made known to the controller's database before it starts. */
    static Accounts of(Path top, Path work) throws IOException, InterruptedException {
        Path file = work.resolve("accounts.json");
        if (Files.exists(file)) {
            var kept = new ArrayList<Account>();
            var matcher = ENTRY.matcher(Files.readString(file));
            while (matcher.find()) {
                kept.add(new Account(matcher.group(1), matcher.group(2), matcher.group(3)));
            }
            return new Accounts(List.copyOf(kept), file);
        }
        var all = ROLES.stream().map(role -> new Account(role.equals("administrator") ? "admin" : role, role, password())).toList();
        for (Account account : all) {
            var process = new ProcessBuilder(top.resolve("controller/bin/ledwall").toString(), "user", "add", "--data", work.resolve("controller").toString(), "--name",
                    account.name(), "--role", account.role(), "--password-stdin").redirectErrorStream(true).start();
            try (var in = process.getOutputStream()) {
                in.write((account.password() + "\n").getBytes(java.nio.charset.StandardCharsets.UTF_8));
            }
            String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new Demo.Failed("The account " + account.name() + " could not be made:\n" + said);
            }
        }
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, "[" + String.join(",\n ", all.stream()
                .map(a -> "{\"name\": \"%s\", \"role\": \"%s\", \"password\": \"%s\"}".formatted(a.name(), a.role(), a.password())).toList()) + "]\n");
        return new Accounts(all, file);
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
