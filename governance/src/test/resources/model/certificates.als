-- Rules, certificates and recognition between communities, bounded. docs/spec/model.md says what is left out.
module certificates

-- ── Rules: a larger set of obligations is tighter ──────────────────────────────────────────────

some sig Value {}
sig Obligation { allows: some Value }        -- of one shared parameter; most allow every value
sig Remediable in Obligation {}              -- carries a remedy period

abstract sig Standing {}
one sig Draft, Trial, InForce extends Standing {}

sig Community {
  parents: set Community,
  baseline: set Obligation,                  -- what its charter promises to everybody below, for good
  var rules: Obligation -> lone Standing,    -- its own
  var fresh: set Community,                  -- other logs of which it holds a recent import
  var knows: Certificate -> lone State,      -- from its last import of each
  var shown: Certificate -> Obligation
}
fact ParentsAreAcyclic { no c: Community | c in c.^parents }

fun own[cs: set Community]: set Obligation { cs.rules.InForce }
fun above[c: Community]: set Community { c.*parents }                   -- itself and every ancestor
fun inForce[c: Community]: set Obligation { own[above[c]] }              -- the join over all of them
fun below[c: Community]: set Community { (*parents).c }

-- Allowed sets intersect: with no value left, nothing could comply.
pred satisfiable[rules: set Obligation] { some v: Value | rules in allows.v }

-- ── Certificates ───────────────────────────────────────────────────────────────────────────────

abstract sig State {}
one sig Requested, Active, Conditional, Suspended, Refused, Revoked, Expired, Surrendered extends State {}
fun live: set State { Active + Conditional }
fun issued: set State { live + Suspended }
fun terminal: set State { Refused + Revoked + Expired + Surrendered }

sig Scope {}
sig Certificate {
  issuer: one Community,
  scope: some Scope,
  var state: one State,
  var met: set Obligation,                   -- what the evidence in the issuer's log shows now
  var spent: set Obligation                  -- remedy periods that ended with the obligation open
}

fun gaps[k: Certificate]: set Obligation { inForce[k.issuer] - k.met }

-- What the rules carry now.
fun carried[k: Certificate]: State {
  no gaps[k] => Active
  else gaps[k] in Remediable - k.spent => Conditional
  else Suspended
}

fun worse: State -> State { Active -> (Conditional + Suspended) + Conditional -> Suspended }

-- ── Recognition: directed, scoped, expiring; honour is derived, never stored ───────────────────

sig Recognition { from, to: one Community, within: set Scope }
var sig Agreed in Recognition {}
var sig Past in Recognition {}               -- its expiry has come
fact NobodyRecognisesItself { no r: Recognition | r.from = r.to }

pred covers[r: Recognition, k: Certificate, at: Community, s: Scope] {
  r in Agreed - Past
  r.from = at
  r.to = k.issuer
  s in r.within
  s in k.scope
}

-- What the recogniser's own rules ask beyond what the certificate has shown.
fun remainder[k: Certificate, at: Community]: set Obligation { inForce[at] - at.shown[k] }

pred honouredElsewhere[k: Certificate, at: Community, s: Scope] {
  some r: Recognition | covers[r, k, at, s]
  k.issuer in at.fresh
  some at.knows[k] & live
  no remainder[k, at]
}
pred honoured[k: Certificate, at: Community, s: Scope] {
  (at = k.issuer and k.state in live and s in k.scope) or honouredElsewhere[k, at, s]
}
-- Recognised, but the last import is too old to tell.
pred undetermined[k: Certificate, at: Community, s: Scope] {
  some r: Recognition | covers[r, k, at, s]
  k.issuer not in at.fresh
}

-- ── Beginning: rules and agreements as earlier entries left them, nothing decided yet ───────────

fact Beginning {
  all c: Community | c.baseline in own[c] and satisfiable[inForce[c]]
  state = Certificate -> Requested
  no spent and no fresh and no knows and no shown
}

-- ── What one entry may do ──────────────────────────────────────────────────────────────────────

pred rulesStay { rules' = rules }
pred evidenceStays { met' = met and spent' = spent }
pred statesStay { state' = state }
pred recognitionStays { Agreed' = Agreed and Past' = Past }
pred importsStay { fresh' = fresh and knows' = knows and shown' = shown }
pred onlyOf[k: Certificate] { all x: Certificate - k | x.state' = x.state }

-- A certificate drops at once to what the rules still carry; only a decision raises it.
pred decidedAgain {
  all k: Certificate |
    k.state' = (k.state in live and (carried[k])' in k.state.worse => (carried[k])' else k.state)
}

pred try[c: Community, o: Obligation] {
  c.rules[o] = Draft
  rules' = rules - c -> o -> Draft + c -> o -> Trial
  evidenceStays and statesStay and recognitionStays and importsStay
}
pred tighten[c: Community, o: Obligation] {
  c.rules[o] = Trial
  rules' = rules - c -> o -> Trial + c -> o -> InForce
  all d: below[c] | satisfiable[inForce[d] + o]
  decidedAgain
  evidenceStays and recognitionStays and importsStay
}
pred relax[c: Community, o: Obligation] {    -- or its sunset
  o in own[c] - c.baseline
  rules' = rules - c -> o -> InForce
  decidedAgain
  evidenceStays and recognitionStays and importsStay
}
pred evidence[k: Certificate] {              -- new, or gone stale
  all x: Certificate - k | x.met' = x.met
  decidedAgain
  spent' = spent and rulesStay and recognitionStays and importsStay
}
pred missRemedy[k: Certificate, o: Obligation] {
  k.state = Conditional and o in gaps[k]
  spent' = spent + k -> o
  decidedAgain
  met' = met and rulesStay and recognitionStays and importsStay
}
pred decide[k: Certificate] {
  k.state in Requested + issued
  (k.state in issued or carried[k] in live) => k.state' = carried[k] else k.state' = Refused
  onlyOf[k] and rulesStay and evidenceStays and recognitionStays and importsStay
}
pred suspend[k: Certificate] {               -- a sanction
  k.state in live and k.state' = Suspended
  onlyOf[k] and rulesStay and evidenceStays and recognitionStays and importsStay
}
pred revoke[k: Certificate] {                -- after the appeal window, in which it is suspended
  k.state = Suspended and k.state' = Revoked
  onlyOf[k] and rulesStay and evidenceStays and recognitionStays and importsStay
}
pred surrender[k: Certificate] {
  k.state in issued and k.state' = Surrendered
  onlyOf[k] and rulesStay and evidenceStays and recognitionStays and importsStay
}
pred recognise[r: Recognition] {
  r not in Agreed + Past and Agreed' = Agreed + r and Past' = Past
  rulesStay and evidenceStays and statesStay and importsStay
}
pred endRecognition[r: Recognition] {
  r in Agreed and Agreed' = Agreed - r and Past' = Past
  rulesStay and evidenceStays and statesStay and importsStay
}
pred import[at, home: Community] {
  at != home and fresh' = fresh + at -> home
  let its = issuer.home {
    knows' = knows - at -> its -> State + at -> (its <: state)
    shown' = shown - at -> its -> Obligation + at -> (its <: met)
  }
  rulesStay and evidenceStays and statesStay and recognitionStays
}
pred clock {                                 -- imports grow old, recognitions and certificates expire
  fresh' in fresh and knows' = knows and shown' = shown
  Past in Past' and Agreed' = Agreed
  all k: Certificate | k.state' = k.state or (k.state in issued and k.state' = Expired)
  rulesStay and evidenceStays
}

fact Trace {
  always {
    clock
    or (some c: Community, o: Obligation | try[c, o] or tighten[c, o] or relax[c, o])
    or (some k: Certificate | evidence[k] or decide[k] or suspend[k] or revoke[k] or surrender[k])
    or (some k: Certificate, o: Obligation | missRemedy[k, o])
    or (some r: Recognition | recognise[r] or endRecognition[r])
    or (some at, home: Community | import[at, home])
  }
}

-- ── Assertions ─────────────────────────────────────────────────────────────────────────────────

-- Invariant 1.
assert NeverWeaker {
  always all c: Community, a: c.*parents | a.baseline + own[a] in inForce[c]
}
-- Joining step by step over the parents gives the same, whichever way an ancestor is reached.
assert PathIndependent {
  always all c: Community | inForce[c] = own[c] + { o: Obligation | some p: c.parents | o in inForce[p] }
}
assert AlwaysSatisfiable { always all c: Community | satisfiable[inForce[c]] }
assert TrialBindsNobody {
  always all c: Community, o: Obligation | try[c, o] implies all d: Community | (inForce[d])' = inForce[d]
}
-- Invariant 2.
assert LiveMeetsRules {
  always all k: Certificate {
    k.state = Active implies no gaps[k]
    k.state = Conditional implies gaps[k] in Remediable
  }
}
assert RemedyNeverRestarts { always all k: Certificate | k.state in live implies no gaps[k] & k.spent }
assert OnlyDecisionRaises {
  always all k: Certificate | k.state in k.(state').worse implies decide[k]
}
-- Invariant 3.
assert TerminalStays { always all k: Certificate | k.state in terminal implies k.state' = k.state }
assert LegalMoves {
  always all k: Certificate | k.state -> k.state' in iden
    + Requested -> (live + Refused)
    + Active -> (Conditional + Suspended)
    + Conditional -> (Active + Suspended)
    + Suspended -> (live + Revoked)
    + issued -> (Surrendered + Expired)
}
-- Invariant 4.
assert NeverWidens {
  always all k: Certificate, at: Community, s: Scope | honoured[k, at, s] implies
    s in k.scope and (at = k.issuer or s in (Agreed & from.at & to.(k.issuer)).within)
}
assert NonTransitive {
  always all k: Certificate, at: Community - k.issuer, s: Scope | honoured[k, at, s] implies
    some r: Agreed | r.from = at and r.to = k.issuer
}
assert ExpiredNotHonoured {
  always all k: Certificate, at: Community - k.issuer, s: Scope | honoured[k, at, s] implies
    some from.at & to.(k.issuer) - Past
}
assert StaleNotHonoured {
  always all k: Certificate, at: Community - k.issuer, s: Scope {
    k.issuer not in at.fresh implies not honoured[k, at, s]
    not (honoured[k, at, s] and undetermined[k, at, s])
  }
}
assert HonouredMeetsLocal {
  always all k: Certificate, at: Community - k.issuer, s: Scope | honoured[k, at, s] implies
    inForce[at] in at.shown[k]
}
assert HonouredWasLive {
  always all k: Certificate, at: Community, s: Scope | honoured[k, at, s] implies once k.state in live
}
assert SuspensionPropagates {
  always all at, home: Community | import[at, home] implies after {
    all k: issuer.home, s: Scope | k.state not in live implies not honoured[k, at, s]
  }
}
-- Invariant 13.
assert RecognitionStaysLocal {
  always all r: Recognition | (recognise[r] or endRecognition[r]) implies {
    state' = state
    all k: Certificate, at: Community - r.from, s: Scope | honoured[k, at, s] iff after honoured[k, at, s]
    all k: Certificate - issuer.(r.to), s: Scope | honoured[k, r.from, s] iff after honoured[k, r.from, s]
  }
}

check NeverWeaker for 3 but 0 Certificate, 0 Recognition, 1 Scope, 1..3 steps
check PathIndependent for 4 but 2 Obligation, 0 Certificate, 0 Recognition, 1 Scope, 1..2 steps
check AlwaysSatisfiable for 3 but 0 Certificate, 0 Recognition, 1 Scope, 1..3 steps
check TrialBindsNobody for 3 but 0 Certificate, 0 Recognition, 1 Scope, 1..3 steps
check LiveMeetsRules for 3 but 1 Certificate, 0 Recognition, 1 Scope, 1..5 steps
check RemedyNeverRestarts for 3 but 1 Certificate, 0 Recognition, 1 Scope, 1..5 steps
check OnlyDecisionRaises for 3 but 1 Certificate, 0 Recognition, 1 Scope, 1..4 steps
check TerminalStays for 2 but 1 Certificate, 0 Recognition, 1 Scope, 1..5 steps
check LegalMoves for 2 but 1 Certificate, 0 Recognition, 1 Scope, 1..5 steps
check NeverWidens for 3 but 2 Obligation, 1 Certificate, 1 Value, 1..4 steps
check NonTransitive for 3 but 1 Obligation, 1 Certificate, 1 Scope, 1 Value, 1..4 steps
check ExpiredNotHonoured for 2 but 1 Certificate, 1 Scope, 1 Value, 1..5 steps
check StaleNotHonoured for 2 but 1 Certificate, 1 Scope, 1 Value, 1..5 steps
check HonouredMeetsLocal for 3 but 2 Obligation, 1 Certificate, 1 Recognition, 1 Scope, 1 Value, 1..4 steps
check HonouredWasLive for 2 but 1 Certificate, 1 Scope, 1 Value, 1..5 steps
check SuspensionPropagates for 2 but 1 Scope, 1 Value, 1..5 steps
check RecognitionStaysLocal for 3 but 2 Obligation, 2 Certificate, 1 Scope, 1 Value, 1..4 steps

-- ── Situations that must exist, so that nothing above holds for want of cases ──────────────────

-- Two ways up to one ancestor, whose tightening suspends a certificate at the bottom.
run tightenedFromAbove {
  some top, c: Community, k: issuer.c, o: Obligation {
    #(c.parents & parents.top) = 2
    eventually (k.state = Active and tighten[top, o] and after k.state = Suspended)
  }
} for 4 but 2 Obligation, 1 Certificate, 0 Recognition, 1 Scope, 1..4 steps
-- A rule that no pair speaks against, and that leaves no value all the same.
run blocked {
  some c: Community, o: Obligation {
    c.rules[o] = Trial and not satisfiable[inForce[c] + o]
    all p: inForce[c] | satisfiable[p + o]
  }
} for 3 but 0 Certificate, 0 Recognition, 1 Scope, 1..2 steps
run relaxedThenRaised {
  some k: Certificate, o: Obligation |
    eventually (k.state = Suspended and relax[k.issuer, o] and after (decide[k] and after k.state = Active))
} for 2 but 1 Certificate, 0 Recognition, 1 Scope, 1..6 steps
run draftBinds {
  some c: Community, o: Obligation | eventually (try[c, o] and after (tighten[c, o] and after o in inForce[c]))
} for 2 but 0 Certificate, 0 Recognition, 1 Scope, 1..4 steps
run evidenceGoesStale {
  some k: Certificate | eventually (k.state = Active and evidence[k] and after k.state = Suspended)
} for 2 but 1 Certificate, 0 Recognition, 1 Scope, 1..4 steps
run sanctionedThenLifted {
  some k: Certificate | eventually (suspend[k] and after (decide[k] and after k.state = Active))
} for 2 but 1 Certificate, 0 Recognition, 1 Scope, 1..5 steps
run conditionalMissedCured {
  some k: Certificate, o: Obligation | eventually (k.state = Conditional and missRemedy[k, o]
    and after (k.state = Suspended and eventually k.state = Active))
} for 2 but 1 Certificate, 0 Recognition, 1 Scope, 1..6 steps
run endedByDecision {
  all e: Revoked + Surrendered | some k: Certificate | eventually k.state = e
} for 2 but 1 Community, 0 Recognition, 1 Scope, 1 Value, 1..6 steps
run endedOtherwise {
  all e: Refused + Expired | some k: Certificate | eventually k.state = e
} for 2 but 1 Community, 0 Recognition, 1 Scope, 1 Value, 1..5 steps
-- The recogniser tightens: a certificate that lives on at home leaves it a remainder.
run remainderOpens {
  some k: Certificate, at: Community - k.issuer, s: Scope, o: Obligation | eventually (
    honoured[k, at, s] and tighten[at, o] and after (not honoured[k, at, s] and k.state = Active))
} for 2 but 1 Certificate, 1 Recognition, 1 Scope, 1 Value, 1..6 steps
-- Suspended at home, still honoured on the last import, no longer after the next.
run suspensionTravels {
  some k: Certificate, at: Community - k.issuer, s: Scope | eventually (
    honoured[k, at, s] and k.state = Suspended and import[at, k.issuer] and after not honoured[k, at, s])
} for 2 but 1 Certificate, 1 Recognition, 1 Scope, 1 Value, 1..6 steps
run staleThenFresh {
  some k: Certificate, at: Community, s: Scope | eventually (honouredElsewhere[k, at, s]
    and after (undetermined[k, at, s] and after honouredElsewhere[k, at, s]))
} for 2 but 1 Certificate, 1 Recognition, 1 Scope, 1 Value, 1..6 steps
run recognisedThenEnded {
  some r: Recognition, k: Certificate, s: Scope | eventually (recognise[r]
    and after (honouredElsewhere[k, r.from, s] and endRecognition[r] and after not honoured[k, r.from, s]))
} for 2 but 1 Certificate, 1 Recognition, 1 Scope, 1 Value, 1..6 steps
run recognitionExpires {
  some k: Certificate, at: Community, s: Scope | eventually (honouredElsewhere[k, at, s] and clock
    and after (no remainder[k, at] and not honoured[k, at, s] and not undetermined[k, at, s] and k.state = Active))
} for 2 but 1 Certificate, 1 Recognition, 1 Scope, 1 Value, 1..6 steps
-- A recognises B, B recognises C: what C issues counts in B, not in A.
run chainStops {
  some disj a, b, c: Community, k: issuer.c, s: Scope, disj p, q: Recognition {
    p.from = a and p.to = b and q.from = b and q.to = c
    eventually (Agreed - Past = p + q and honoured[k, b, s] and c in a.fresh and k.state in a.knows[k]
      and not honoured[k, a, s])
  }
} for 3 but 1 Obligation, 1 Certificate, 2 Recognition, 1 Scope, 1 Value, 1..6 steps
