/**
 * Who may do what: people and their passwords, sessions, the one-time setup of the first administrator, and the audit.
 *
 * <p>Called by the web's workers and by the command line. Everything here may block (SQL, Argon2id) and is safe from any thread; nothing here touches live
 * state. Secrets are stored as hashes only and never reach a log line, an audit row or an exception.
 */
@NullMarked
package ledwall.controller.access;

import org.jspecify.annotations.NullMarked;
