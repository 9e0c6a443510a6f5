#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/desk/command.hpp"
#include "tests/engine/given/bill.hpp"

namespace makegood::given {

/// A company in Vienna's time: window of 30 days; promises of 1 day to acknowledge, 2 to call, 10 to adjust, 14 to
/// settle, 20 to explain, 30 to fix, 60 to verify, each with half of it as the target.
[[nodiscard]] Company company();
[[nodiscard]] ClaimId claim_id(unsigned n);
[[nodiscard]] Actor president();
[[nodiscard]] Actor person(std::string_view name, Role role = Role::finance);
[[nodiscard]] BankAccount account(std::string_view iban = "DE89370400440532013000");

using Asked = Result<std::vector<Event>, Refusal>;

/// One invoice stream with a journal in memory: what decide() says is applied at once, as a store would, and held to
/// law 8 after every command.
class Desk {
  public:
    explicit Desk(Company of = company()) : company_(std::move(of)) {}

    /// The claims of a desk get claim_id(1), claim_id(2), …
    Asked ask(const Command& command, std::optional<std::uint64_t> expected_version = {});
    /// Asks, and fails the test when refused.
    std::vector<Event> must(const Command& command);
    /// Records, invokes, and names the claim that is open then.
    void record(const Bill& bill) { must(RecordInvoice{bill.invoice()}); }
    ClaimId invoke(const Saying& saying, std::optional<SettlementKind> wish = {});

    /// The time at which the next command is decided: 2026-03-10T09:00:00Z at first.
    Instant now{1'773'133'200'000};
    Actor actor = president();  ///< who asks next
    Desk* other = nullptr;      ///< of a command on two invoices
    NumberBook numbers;
    InvoiceStream stream;
    std::vector<Recorded> journal;

    [[nodiscard]] const InvoiceStream::Books& books() const { return *stream.books; }
    [[nodiscard]] const Claim& claim(unsigned n = 1) const { return *stream.find(claim_id(n)); }
    [[nodiscard]] Totals standing() const { return books().standing.totals(books().billing); }
    [[nodiscard]] std::vector<Entry> entries() const;
    [[nodiscard]] const Company& of() const { return company_; }
    [[nodiscard]] const Refund& refund(std::string_view number = "ER-2026-000001") const;
    /// Records a payment by account(); false: from nobody knows where.
    std::vector<Event> pay(std::string_view amount, std::string_view id = "P-1", bool has_account = true);
    /// Asks as somebody else.
    Asked ask_as(const Actor& somebody, const Command& command);
    /// Throws when the entries so far do not tie out with open amounts, refunds and what is kept (law 8).
    void require_ties() const;

  private:
    void take(const Event& event, const Actor& by);
    Company company_;
};

/// "refund-not-due", or the types of what followed.
[[nodiscard]] std::string answer(const Asked& asked);
/// The same events, applied to nothing.
[[nodiscard]] InvoiceStream replayed(const std::vector<Recorded>& journal);

/// Everything that a stream holds, as text: two streams are the same when their texts are.
[[nodiscard]] std::string in_full(const InvoiceStream& stream);
/// "credit-note GS-2026-000001: net 68.33, tax 13.67, gross 82.00; refund 82.00"
[[nodiscard]] std::string in_short(const Adjustment& adjustment);
/// "payable 60.00, paid 100.00, refunded 40.00, open 0.00": what is not zero, and what is open.
[[nodiscard]] std::string in_short(const Receivable& receivable);
/// "ER-2026-000001 due 40.00 of GS-2026-000001".
[[nodiscard]] std::string in_short(const Refund& refund);
[[nodiscard]] std::string in_full(const Movement& movement);
/// The types of events, joined by a blank.
[[nodiscard]] std::string types(const std::vector<Event>& events);

}  // namespace makegood::given
