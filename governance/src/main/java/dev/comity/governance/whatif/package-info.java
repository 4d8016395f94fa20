/**
 * What a changed charter or rulebook would have made of a log: {@link
 * dev.comity.governance.whatif.WhatIf} folds the same statements twice, as they were and as they
 * would have been, and says where the two worlds {@link dev.comity.governance.whatif.Difference
 * differ}.
 */
@NullMarked
package dev.comity.governance.whatif;

import org.jspecify.annotations.NullMarked;
