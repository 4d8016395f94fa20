/**
 * One append-only log in one directory. {@link dev.comity.log.FileLog} owns and extends it, {@link
 * dev.comity.log.Sequencer} puts a bounded queue and group commit before it, {@link
 * dev.comity.log.LogReader} reads any copy of it, {@link dev.comity.log.Fsck} recomputes all of it.
 *
 * <p>Layout: {@code checkpoint} and {@code tile/…} as C2SP tlog-tiles serves them, and {@code
 * sequencer/} with what only the owner needs: {@code lock}, {@code checkpoint} (the last one
 * signed, the value that must never fork) and {@code tmp/}. The signing key is not there.
 *
 * <p>Order of truth of one batch: entries durable, tiles durable, root recomputed from the durable
 * bytes, checkpoint signed, compared and swapped, published, receipts released.
 */
@NullMarked
package dev.comity.log;

import org.jspecify.annotations.NullMarked;
