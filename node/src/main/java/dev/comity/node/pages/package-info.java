/**
 * The web face: one record per page with plain values, the templates that show them, and the style
 * sheet.
 *
 * <p>A route makes a {@link dev.comity.node.pages.Page} (from a community's state by the package
 * {@code state}, or by hand), a {@link dev.comity.node.pages.Chrome} for the frame, and calls
 * {@link dev.comity.node.pages.Pages#render}. Nothing here knows HTTP. Pages hold no inline style
 * or script and ask for nothing outside this host, so they work under {@link
 * dev.comity.node.pages.Assets#POLICY}.
 */
@NullMarked
package dev.comity.node.pages;

import org.jspecify.annotations.NullMarked;
