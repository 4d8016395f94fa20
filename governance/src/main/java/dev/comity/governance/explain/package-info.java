/**
 * Why things stand as they do: {@link dev.comity.governance.explain.Chronicle} folds a log and
 * keeps what each entry brought about; asked about a certificate, a system, a party or anything
 * else that has an id, it names the causing entries and those that they rest on.
 */
@NullMarked
package dev.comity.governance.explain;

import org.jspecify.annotations.NullMarked;
