/**
 * One append-only log in one store. {@link dev.comity.log.TransparencyLog} owns and extends it,
 * {@link dev.comity.log.Sequencer} puts a bounded queue and group commit before it, {@link
 * dev.comity.log.LogReader} reads any copy of it, {@link dev.comity.log.Fsck} recomputes all of it.
 * {@link dev.comity.log.LogStore} is what a place to keep it must promise, {@link
 * dev.comity.log.FileStore} the directory.
 *
 * <p>Order of truth of one batch: entries and tiles durable, root recomputed from the durable
 * bytes, checkpoint signed, compared and swapped, cosigned by witnesses, published, receipts
 * released.
 */
@NullMarked
package dev.comity.log;

import org.jspecify.annotations.NullMarked;
