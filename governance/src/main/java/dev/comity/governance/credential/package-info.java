/**
 * Certificates as W3C Verifiable Credentials (Data Model 2.0) under COSE, with Bitstring Status
 * Lists 1.0, for those who read credentials and no passports (docs/spec/credentials.md).
 */
@NullMarked
package dev.comity.governance.credential;

import org.jspecify.annotations.NullMarked;
