#pragma once

#include <string>
#include <string_view>

#include "adapters/codec/json_reader.hpp"
#include "engine/core/finding.hpp"
#include "engine/core/result.hpp"
#include "engine/desk/command.hpp"

// What clients send, as commands. All findings of a body at once; a body that is not JSON at all has one, at "".
namespace makegood::http {

/// channel, basis, worth, lines, words: what a statement says. Lines are shown net and the whole gross, so that is what
/// a statement without a basis means.
[[nodiscard]] Saying read_saying(codec::ObjectReader& object, StatementKind kind, codec::Faults& faults);

[[nodiscard]] Result<Command, Findings> read_record_invoice(std::string_view body);
[[nodiscard]] Result<Command, Findings> read_invoke(std::string_view body);
[[nodiscard]] Result<Command, Findings> read_state_anew(const ClaimId& claim, std::string_view body);
[[nodiscard]] Result<Command, Findings> read_note(const ClaimId& claim, std::string_view body);
[[nodiscard]] Result<Command, Findings> read_cause(const ClaimId& claim, std::string_view body);
/// An empty body, or {}: the action says everything.
[[nodiscard]] Result<Command, Findings> read_nothing(Command command, std::string_view body);
[[nodiscard]] Result<Command, Findings> read_confirm_offer(const ClaimId& claim, std::string_view body);

}  // namespace makegood::http
