/**
 * The SQL side of every store, and the database they share. Feature packages declare an {@code XStore}; {@code SqlXStore} here implements it. Blocking: called
 * inside {@code Work} or on a virtual thread, never on the control loop. The SQL is what SQLite and PostgreSQL both take; all times are BIGINT nanoseconds
 * since the Unix epoch, lengths BIGINT nanoseconds, ids and hashes TEXT, enums their Java names.
 *
 * <p>Migrations lie in {@code db/migration} and are never edited once released: V1 media, V2 playlists, V3 screens, V4 rules, V5 rollout, V6 as-run,
 * V7 people, V9 health, V10 the desk, V11 calendars and rules that
 * recur, V12 playlists, V14 edits of rules, V20 releases on the walls, V21 releases, V22 online channels.
 */
@NullMarked
package ledwall.controller.storage;

import org.jspecify.annotations.NullMarked;
