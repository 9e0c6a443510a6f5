#pragma once

#include <string>

#include "adapters/codec/json_writer.hpp"
#include "adapters/http/api/rule_desk.hpp"
#include "engine/port/store.hpp"

// How state and rows look on the wire: the shapes of openapi.json, field by field. Amounts are strings with the
// currency's digits. Personal words appear in render_claim only, which is for those who handle it (law 14).
namespace makegood::http {

using codec::JsonWriter;

/// The ETag of everything that is about one invoice: its version.
[[nodiscard]] std::string etag_of(const InvoiceStream& stream);

/// The short answer to an invocation or a change: {id, number, invoice, version, state, routing, preview}.
[[nodiscard]] std::string render_claim_summary(const InvoiceStream& stream, const Claim& claim);
/// The whole claim, with statements, notes, cause and history.
[[nodiscard]] std::string render_claim(const InvoiceStream& stream, const Claim& claim);
/// {lines, tax, before, after, credit, offer?, remark?}: what approving would do now.
void write_preview(JsonWriter& json, const InvoiceStream::Books& books, const Claim& claim);

/// What was posted, adjustments, claims and standing. Answers are stored unsealed, so the one to a POST goes without
/// the customer's email.
enum class Email { shown, left_out };
[[nodiscard]] std::string render_invoice(const InvoiceStream& stream, Email email);

void write_queue_row(JsonWriter& json, const QueueRow& row, Instant now);
void write_entry(JsonWriter& json, const EntryRow& row);
void write_trial_balance_row(JsonWriter& json, const TrialBalanceRow& row);
void write_journal_row(JsonWriter& json, const JournalRow& row);
void write_refusal(JsonWriter& json, const RefusalRow& row);
void write_outcome(JsonWriter& json, const OutcomeRow& row);
/// {routing: {rules, priority, flags, notices, tasks, owners, hints, countersignature, due}}: a field of an object.
void write_routing(JsonWriter& json, const Routing& routing);
/// For Prometheus to scrape.
[[nodiscard]] std::string render_metrics(bool ready, const std::optional<RuleDesk::Active>& active,
                                         std::uint64_t open_claims, const std::vector<RefusalRow>& refusals);
[[nodiscard]] std::string render_outcomes_csv(const std::vector<OutcomeRow>& rows);

}  // namespace makegood::http
