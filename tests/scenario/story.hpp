#pragma once

#include <string>

namespace makegood::scenario {

/// Lives through a story and returns its text with what came out of every step written under its `then`: the same text
/// when all came out as it stands there. Stories are documents for people:
///
///     story: what it is about, a sentence that can be false
///     why:   the sentence of the design that it shows
///
///     it is 2026-11-02T09:00:00Z              sets the clock; further on, the hours pass
///
///     given integration POST /v1/invoices     a role, a method, a path; the JSON body indented below it
///         {...}
///
///     when president POST /v1/claims/claim-1/approve
///     then 200: state preview.credit          the status and the fields of the answer that matter
///         state: "settled"
///
///     when another document credits           what another system's credit note says
///         {"invoice": "...", "number": "...", "net": "...", "tax": "...", "gross": "..."}
///     when the promises run out               whatever is due is kept by itself (law 4)
///
/// `given` and `when` mean the same. Fields are paths of names, numbers and `*`, which is every item of a list. Ids of
/// claims are written claim-1, claim-2, ... in the order in which they appear. "#" begins a line of comment.
/// Throws in words what is no story.
[[nodiscard]] std::string live_through(const std::string& story);

}  // namespace makegood::scenario
