/**
 * Fuzz targets: whatever bytes come, only what may happen does. In an ordinary run of the tests each runs over its seeds; {@code mvn verify} then fuzzes each
 * for some seconds, and {@code controller/bin/fuzz} for as long as one likes. Jazzer guides them by the coverage of our own classes.
 */
package ledwall.fuzz;
